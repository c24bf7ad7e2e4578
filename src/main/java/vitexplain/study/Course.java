package vitexplain.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vitexplain.run.row.SampleRow;
import vitexplain.study.plan.StoppingRule;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.summary.Settlement;
import vitexplain.study.unit.ImageStudy;

/**
 * How a study goes on after each image: by which methods the next one is measured, and whether
 * there is need of a next one. Without a rule when to stop, every image is measured by all.
 */
final class Course implements Consumer<SampleRow> {
  private Optional<Settlement> settlement;
  private ImageStudy study;
  private StudyPlan plan;

  /** Of the image whose samples are being replayed. */
  private final List<SampleRow> replayed = new ArrayList<>();

  /**
   * Before any image.
   *
   * @param study by all methods of the plan
   */
  Course(StudyPlan plan, Optional<StoppingRule> rule, ImageStudy study) {
    this.plan = plan;
    this.study = study;
    this.settlement = rule.map(r -> Settlement.of(plan, r));
  }

  /** Takes in a sample of the images that a folder has, in order. */
  @Override
  public void accept(SampleRow row) {
    if (settlement.isEmpty()) {
      return;
    }
    if (!replayed.isEmpty() && !replayed.get(0).image().equals(row.image())) {
      settleReplayed();
    }
    replayed.add(row);
  }

  /** Takes in the last of them. */
  void replayed() {
    if (!replayed.isEmpty()) {
      settleReplayed();
      choose();
    }
  }

  private void settleReplayed() {
    settle(List.copyOf(replayed));
    replayed.clear();
  }

  /** Takes in one more image, as it was stored. */
  void after(List<SampleRow> rows) {
    settle(rows);
    choose();
  }

  private void settle(List<SampleRow> rows) {
    settlement = settlement.map(s -> s.after(rows));
  }

  private void choose() {
    settlement
        .map(Settlement::next)
        .filter(next -> next.methods().size() < plan.methods().size())
        .ifPresent(
            next -> {
              plan = next;
              study = study.of(next);
            });
  }

  /** What measures the next image. */
  ImageStudy next() {
    return study;
  }

  /** Whether everything is known that was asked for. */
  boolean isOver() {
    return settlement.filter(Settlement::isSettled).isPresent();
  }

  /** Shown beside the name of an image that is done. */
  String remark(String name) {
    return settlement.map(s -> name + ", " + s.words()).orElse(name);
  }

  /**
   * How the study ended, if it may end early.
   *
   * @param seen images that were evaluated or failed
   * @param planned images that there are
   */
  Optional<String> ending(int seen, int planned) {
    return settlement.map(
        s ->
            (isOver()
                    ? "Ended after " + seen + " of " + planned + " images, being settled: "
                    : "Went through all " + planned + " images without being settled: ")
                + s.words()
                + ".");
  }
}
