package vitexplain.report.figure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a shape tells, {@code shape:vit-SIZE-PATCH-IMAGE}.
 *
 * @param family the name without the image size
 * @param tokens patches and CLS
 */
record ShapeName(String family, int tokens) {
  private static final Pattern NAME = Pattern.compile("shape:(vit-\\w+-(\\d+))-(\\d+)");

  /** Empty if a model's name is no shape's. */
  static Optional<ShapeName> of(String model) {
    Matcher name = NAME.matcher(model);
    if (!name.matches()) {
      return Optional.empty();
    }
    int side = Integer.parseInt(name.group(3)) / Integer.parseInt(name.group(2));
    return Optional.of(new ShapeName(name.group(1), side * side + 1));
  }
}
