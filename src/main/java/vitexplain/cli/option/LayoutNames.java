package vitexplain.cli.option;

import java.util.ArrayList;
import vitexplain.dataset.layout.Layouts;

/** Names of layouts, for a shell and for the help. */
final class LayoutNames extends ArrayList<String> {
  private static final long serialVersionUID = 1L;

  LayoutNames() {
    super(Layouts.names());
  }
}
