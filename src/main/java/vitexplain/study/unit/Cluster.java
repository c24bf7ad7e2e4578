package vitexplain.study.unit;

import java.util.Map;

/**
 * Workers that are other processes. Implementations are services, found by {@link
 * java.util.ServiceLoader}, so that the program does without the libraries that they need.
 */
public interface Cluster {

  /**
   * Asks for processes that compute units of one study; they are let go when the workers are
   * closed.
   *
   * @param master where they are asked for, in the words of the implementation
   * @param settings of the implementation, by name
   * @param study what they compute
   * @throws vitexplain.base.Refusal if there is no such place, or a setting means nothing
   */
  Workers connect(String master, Map<String, String> settings, StudySetting study);
}
