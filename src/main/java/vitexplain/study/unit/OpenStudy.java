package vitexplain.study.unit;

import ai.djl.ndarray.types.DataType;
import vitexplain.dataset.Dataset;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Devices;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/**
 * A study as another process than the one that began it sees it: its model is opened once, and so
 * is its data set.
 */
public final class OpenStudy implements AutoCloseable {
  private final StudyPlan plan;
  private final Preprocessor preprocessor;
  private final Vit model;
  private final Dataset data;

  /**
   * Opens the data set, whose index files are read, and the model.
   *
   * @throws vitexplain.base.Refusal if one is not there, or the model is not the same
   */
  public OpenStudy(StudySetting setting) {
    plan = StudyPlan.of(setting.plan()).inBatchesOf(setting.batch());
    data = setting.data().open();
    ModelSource source = setting.model().source();
    preprocessor = source.preprocessor();
    Vit exact = source.open(Devices.resolve(setting.device()), DataType.FLOAT32, plan.seed());
    model = setting.bfloat16() ? exact.withLogitsInBfloat16() : exact;
  }

  /**
   * Evaluates one image.
   *
   * @throws vitexplain.base.Refusal if it is not the image that is at fault
   */
  public UnitResult compute(UnitKey key) {
    ImageStudy study = new ImageStudy(model, preprocessor, plan, name -> key.checked());
    return UnitOfWork.compute(key.image(), data, study);
  }

  @Override
  public void close() {
    model.close();
  }
}
