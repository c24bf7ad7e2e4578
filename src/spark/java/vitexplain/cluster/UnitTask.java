package vitexplain.cluster;

import org.apache.spark.api.java.function.Function;
import vitexplain.base.Refusal;
import vitexplain.study.unit.StudySetting;
import vitexplain.study.unit.UnitKey;

/**
 * What an executor does with one image.
 *
 * @param study what all images share
 */
record UnitTask(StudySetting study) implements Function<UnitKey, UnitReply> {

  /**
   * A request that cannot be carried out would be refused as often as Spark asks again; it is an
   * answer. Everything else that is thrown is left to Spark, which tries the task once more.
   */
  @Override
  public UnitReply call(UnitKey key) {
    try {
      return UnitReply.of(ExecutorStudy.compute(study, key));
    } catch (Refusal refusal) {
      return UnitReply.refused(refusal);
    }
  }
}
