package vitexplain.explain;

import java.util.List;

/**
 * Methods from outside this project. A jar or folder on the class path that names an implementation
 * in {@code META-INF/services/vitexplain.explain.MethodProvider} adds its methods to the registry:
 * every command then lists, times, evaluates and draws them. docs/extending.md shows an example.
 */
@FunctionalInterface
public interface MethodProvider {

  /**
   * What it adds; no name that is taken. Other methods may be looked up when one is made, not yet
   * when this is called.
   */
  List<Methods.Entry> methods();
}
