package vitexplain.example;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import vitexplain.heatmaps.ImageExplainer;
import vitexplain.heatmaps.ImageExplanation;

/** The example of README.md and docs/library.md: a program that uses this project as a library. */
public final class ExplainOneImage {
  private ExplainOneImage() {}

  /** Takes a model, an image and the file to write. */
  public static void main(String[] args) throws IOException {
    try (ImageExplainer explainer = ImageExplainer.open(args[0])) {
      ImageExplanation explanation = explainer.explain(Path.of(args[1]), "legrad");
      System.out.println(explanation.label() + " " + explanation.probability());
      float[][] map = explanation.map(); // [rows][columns] of patches, 0 to 1
      System.out.println(map.length + " x " + map[0].length + " patches");
      ImageIO.write(explanation.overlay(), "png", new File(args[2]));
    }
  }
}
