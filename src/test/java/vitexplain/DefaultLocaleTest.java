package vitexplain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DateFormat;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No call may depend on the machine's language: with some languages digits are not 0 to 9 and
 * decimals have a comma, in files that are read again.
 */
class DefaultLocaleTest {

  /** Types whose methods of {@link #METHODS} exist with and without a locale. */
  private static final Set<String> TYPES =
      Stream.of(
              String.class,
              PrintStream.class,
              PrintWriter.class,
              Formatter.class,
              NumberFormat.class,
              DecimalFormat.class,
              DecimalFormatSymbols.class,
              DateFormat.class,
              SimpleDateFormat.class,
              MessageFormat.class,
              DateTimeFormatter.class)
          .map(Class::getName)
          .collect(Collectors.toSet());

  private static final Set<String> METHODS =
      Set.of(
          "formatted",
          "format",
          "printf",
          "toLowerCase",
          "toUpperCase",
          "ofPattern",
          "ofLocalizedDate",
          "ofLocalizedDateTime",
          "getInstance",
          "getNumberInstance",
          "getIntegerInstance",
          "getPercentInstance",
          "getCompactNumberInstance",
          "getDateInstance",
          "getDateTimeInstance",
          "<init>");

  @Test
  void everyCallThatWritesForALanguageNamesIt() {
    noClasses()
        .should()
        .callCodeUnitWhere(
            DescribedPredicate.describe(
                "depends on the default locale; give Locale.ROOT", DefaultLocaleTest::depends))
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("vitexplain"));
  }

  private static boolean depends(JavaCall<?> call) {
    String owner = call.getTargetOwner().getFullName();
    String name = call.getName();
    if (owner.equals(Locale.class.getName())) {
      return name.equals("getDefault");
    }
    boolean plainText =
        name.equals("<init>")
            && Stream.of(String.class, PrintStream.class, PrintWriter.class)
                .anyMatch(type -> type.getName().equals(owner));
    boolean locale =
        call.getTarget().getRawParameterTypes().stream()
            .anyMatch(
                type ->
                    type.isEquivalentTo(Locale.class)
                        || type.isEquivalentTo(DecimalFormatSymbols.class));
    // A formatter that was made for a locale needs none when it formats.
    boolean madeForOne =
        name.equals("format") && !owner.equals(String.class.getName()) && !isStream(owner);
    return TYPES.contains(owner) && METHODS.contains(name) && !plainText && !locale && !madeForOne;
  }

  private static boolean isStream(String owner) {
    return owner.equals(PrintStream.class.getName()) || owner.equals(PrintWriter.class.getName());
  }
}
