package vitexplain.recipe;

import java.util.List;
import vitexplain.explain.MethodProvider;
import vitexplain.explain.Methods.Entry;
import vitexplain.explain.Methods.Kind;

/** The provider of docs/extending.md: one method, from outside the product. */
public final class ExtraMethods implements MethodProvider {
  private static final int MOST_BLOCKS = 100;

  @Override
  public List<Entry> methods() {
    return List.of(
        Entry.of(
            "value-norm",
            Kind.PEER,
            "last block",
            "attention of CLS times the norm of values, class-agnostic [block=L, from the last]",
            "Kobayashi et al. 2020, arXiv:2004.10102",
            "its formula in plain Java",
            o -> new ValueNorm(o.integer("block", ValueNorm.LAST, 0, MOST_BLOCKS))));
  }
}
