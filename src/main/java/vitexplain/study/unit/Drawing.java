package vitexplain.study.unit;

import java.util.Optional;
import vitexplain.base.Memory;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.heatmaps.Overlays;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.run.RunFolder;

/**
 * Pictures of an image that has been evaluated, here or elsewhere: its maps laid over it, beside
 * itself and its mask. It is decoded again, since few are drawn.
 *
 * @param folder gets the pictures
 * @param data where the image lies
 * @param preprocessor tells what of the image the model saw
 * @param channels of the model, 1 or 3
 */
public record Drawing(RunFolder folder, Dataset data, Preprocessor preprocessor, int channels) {

  /** Draws; an image that cannot be drawn becomes one that could not be evaluated. */
  public UnitResult draw(UnitResult result) {
    try {
      return Memory.bounded(
          "image '" + result.name() + "'",
          () -> {
            write(result);
            return result;
          });
    } catch (Refusal failure) {
      failure.unlessInput();
      return result.failed("heatmap", String.valueOf(failure.getMessage()));
    }
  }

  private void write(UnitResult result) {
    String name = result.name();
    Pixels image = data.image(name, channels);
    Overlays overlays = Overlays.of(image, preprocessor);
    write(name, RunFolder.IMAGES, overlays.picture());
    write(name, RunFolder.SEEN, overlays.seen());
    mask(result, image)
        .ifPresent(
            m -> {
              write(name, RunFolder.MASKS, Overlays.picture(m));
              write(name, RunFolder.SEEN_MASKS, overlays.seen(m));
            });
    result
        .maps()
        .forEach(
            (method, map) -> {
              write(name, method, overlays.over(map));
              write(name, RunFolder.alone(method), Overlays.colours(map));
            });
  }

  /** One that could not be used stands among the failures already. */
  private Optional<Mask> mask(UnitResult result, Pixels image) {
    try {
      return data.mask(result.name(), image, result.image().label());
    } catch (Refusal unusable) {
      unusable.unlessInput();
      return Optional.empty();
    }
  }

  /** A disk that is full is no fault of the image: the run ends instead of listing it. */
  private void write(String name, String method, Pixels picture) {
    ImageFiles.writePng(folder.heatmap(method, name), picture);
  }
}
