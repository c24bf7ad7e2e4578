package vitexplain.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import vitexplain.base.Refusal;
import vitexplain.image.mask.MaskClass;

/** Which object of a mask that is a map of ids. */
public final class MaskClassOption {

  @Option(
      names = "--mask-class",
      paramLabel = "C",
      converter = Reader.class,
      description = {
        "where masks are maps of ids (palette or grey PNG, 0 = background, 255 = ignored by every"
            + " score), the object: any = every id, label = the id that equals the index of the"
            + " image's label, or one ID (default: masks must be black and white)"
      })
  private MaskClass choice = MaskClass.BLACK_AND_WHITE;

  public MaskClass choice() {
    return choice;
  }

  /**
   * Refuses a choice that has nothing to choose from.
   *
   * @param masks whether there are masks to choose in
   * @param labels whether there are labels to choose by
   * @throws Refusal if something is chosen and there are no such
   */
  public void require(boolean masks, boolean labels) {
    if (choice.kind() != MaskClass.Kind.BLACK_AND_WHITE && !masks) {
      throw Refusal.request("--mask-class needs --masks too");
    }
    if (choice.kind() == MaskClass.Kind.LABEL && !labels) {
      throw Refusal.request(
          "--mask-class label needs the labels of the images, and there are none. Give any or an"
              + " id.");
    }
  }

  /** One option's text. */
  static final class Reader implements ITypeConverter<MaskClass> {
    @Override
    public MaskClass convert(String text) {
      try {
        return MaskClass.parse(text);
      } catch (Refusal refusal) {
        throw new TypeConversionException(refusal.getMessage());
      }
    }
  }
}
