package vitexplain.run.row;

import java.util.List;
import vitexplain.run.table.Schema;

/**
 * One class of one image: a line of what {@code predict} writes.
 *
 * @param image the image's name
 * @param rank 1 for the class with the highest logit
 * @param classIndex its index among the logits
 * @param label its name
 * @param logit as the model gave it
 * @param probability softmax over all classes, 0 to 1
 */
public record PredictionRow(
    String image, int rank, int classIndex, String label, float logit, double probability) {

  public static final Schema<PredictionRow> SCHEMA =
      new Schema<>(
          "predictions.csv",
          Schema.columns("image,rank,class_index,label,logit,probability"),
          row ->
              List.of(
                  row.image(),
                  row.rank(),
                  row.classIndex(),
                  row.label(),
                  row.logit(),
                  row.probability()),
          f ->
              new PredictionRow(
                  f.text("image"),
                  f.count("rank"),
                  f.count("class_index"),
                  f.text("label"),
                  (float) f.number("logit"),
                  f.number("probability")));
}
