package vitexplain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.protocol.Protocol.PublishedModel;
import vitexplain.run.row.ReproductionRow;
import vitexplain.vit.model.VitConfig;

/**
 * Measured numbers beside the published ones, each with what has to be known of both.
 *
 * @param protocol what was run
 * @param model whose it is
 * @param available pictures of the data set
 * @param limit what left some of them out, as it was typed; empty if nothing
 */
public record Comparison(Protocol protocol, Match model, int available, Optional<String> limit) {

  /** Between the remarks of a row. */
  public static final String SEPARATOR = "; ";

  /** Whether a model is the published one. */
  public enum Match {
    /** By its name. */
    NAMED(""),
    /** It has the shape; a folder's weights can be any. */
    SHAPED(
        "the published number is of %s: this model has its shape, and whether it has its weights is not known"),
    /** It is another. */
    OTHER("the published number is of %s: this is another model, so the difference means nothing");

    private final String remark;

    Match(String remark) {
      this.remark = remark;
    }

    /**
     * Of a model.
     *
     * @param name as it was asked for
     */
    public static Match of(PublishedModel published, String name, VitConfig config) {
      if (name.equals(published.id()) || name.startsWith(published.id() + "@")) {
        return NAMED;
      }
      boolean shaped =
          config.blocks() == published.blocks()
              && config.width() == published.width()
              && config.patchSize() == published.patch()
              && (published.classes() == 0 || config.labels().size() == published.classes());
      return shaped ? SHAPED : OTHER;
    }

    Optional<String> remark(PublishedModel published) {
      return remark.isEmpty()
          ? Optional.empty()
          : Optional.of(String.format(Locale.ROOT, remark, published.id()));
    }
  }

  /** One row a measured number, in their order. */
  public List<ReproductionRow> rows(List<Measured> measured) {
    List<Published> published = Published.all();
    return measured.stream()
        .map(number -> row(number, Published.of(published, protocol.name(), number)))
        .toList();
  }

  private ReproductionRow row(Measured number, Optional<Published> published) {
    double value = published.map(Published::value).orElse(Double.NaN);
    return new ReproductionRow(
        protocol.name(),
        number.method(),
        number.metric(),
        number.target().id(),
        value,
        number.value(),
        number.value() - value,
        number.images(),
        published.map(Published::source).orElse(""),
        available,
        String.join(SEPARATOR, remarks(number, published.isPresent())));
  }

  private List<String> remarks(Measured number, boolean isPublished) {
    List<String> remarks = new ArrayList<>();
    if (number.images() < available) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "measured on %d of %d pictures%s",
              number.images(),
              available,
              limit.map(option -> " (" + option + ")").orElse("")));
    }
    if (isPublished) {
      model.remark(protocol.model()).ifPresent(remarks::add);
      if (number.images() != protocol.data().pictures()) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "the published number is of the %d pictures of %s",
                protocol.data().pictures(),
                protocol.data().words()));
      }
    }
    Optional.ofNullable(protocol.methodNotes().get(name(number.method()))).ifPresent(remarks::add);
    remarks.addAll(number.remarks());
    return remarks;
  }

  private static String name(String method) {
    return method.replaceFirst(":.*", "");
  }
}
