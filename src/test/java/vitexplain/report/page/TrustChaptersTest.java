package vitexplain.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.report.ReportWriter;
import vitexplain.report.SyntheticRun;
import vitexplain.report.chart.FigureFormats;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.report.results.SanityCounts;
import vitexplain.report.table.PaperTable;
import vitexplain.report.table.RankingTables;
import vitexplain.report.table.SanityTable;
import vitexplain.run.RunFolder;
import vitexplain.run.row.AgreementRow;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ReliabilityRow;
import vitexplain.run.row.SanityRow;

class TrustChaptersTest {
  @TempDir Path scratch;

  private RunFolder run() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    SyntheticRun.evaluation(folder);
    return folder;
  }

  private static SanityRow row(String method, String check, double similarity, String verdict) {
    boolean stays = method.equals("rollout") && check.equals("mprt_head");
    return new SanityRow(
        method,
        check,
        similarity,
        similarity - 0.1,
        similarity + 0.1,
        Double.isNaN(similarity) ? 0 : 8,
        stays ? SanityRow.STAYS : SanityRow.CHANGES,
        verdict);
  }

  @Test
  void verdictStandsBesideItsNumberAndMethodsThatSeeNoClassStandApart() throws IOException {
    RunFolder folder = run();
    folder
        .table(SanityRow.SCHEMA)
        .write(
            List.of(
                row("random", "mprt_head", 1, "fail"),
                row("legrad", "mprt_head", 0.25, "pass"),
                row("rollout", "mprt_head", 1, "pass"),
                row("rollout", "mprt_top_down", Double.NaN, "not applicable")));
    List<PaperTable> tables = SanityTable.of(Results.of(folder));
    assertThat(tables)
        .extracting(PaperTable::name)
        .containsExactly(SanityTable.NAME, SanityTable.AGNOSTIC);
    PaperTable specific = tables.get(0);
    assertThat(specific.header()).containsExactly("method", "mprt_head", "mprt_top_down");
    assertThat(specific.rows())
        .containsExactly(List.of("legrad", "pass 0.250 [0.150, 0.350]", Format.NONE));
    assertThat(specific.muted()).isEmpty();
    assertThat(specific.caption()).contains("n = 8 images").doesNotContain("by construction");
    PaperTable agnostic = tables.get(1);
    assertThat(agnostic.rows())
        .containsExactly(
            List.of("rollout", "by construction 1.000 [0.900, 1.100]", "not applicable"),
            List.of("random (control)", "fail 1.000 [0.900, 1.100]", Format.NONE));
    assertThat(agnostic.muted()).containsExactly(1);
    assertThat(agnostic.caption()).contains("by construction");
  }

  @Test
  void methodThatSomeMetricsLeaveOutIsNamedAndOneThatIsNotMeasuredIsNot() throws IOException {
    RunFolder folder = run();
    folder
        .table(FailureRow.SCHEMA)
        .write(
            List.of(
                FailureRow.leftOut("legrad", "takes 50 passes a map & more"),
                FailureRow.leftOut("tis", "explains a class"),
                new FailureRow("rollout", "rollout", "is a failed image's name")));
    assertThat(
            new Chapters(TrustChapters.all(Results.of(folder), List.of(), FigureFormats.ALL))
                .html())
        .containsOnlyOnce("<p>legrad takes 50 passes a map &amp; more.</p>")
        .doesNotContain("tis explains", "failed image");
  }

  @Test
  void onlyChecksThatCouldHaveFailedAreCounted() {
    SanityCounts rollout =
        SanityCounts.of(
            "rollout",
            List.of(
                row("rollout", "mprt_head", 1, "pass"), // as earlier versions wrote it
                row("rollout", "mprt_top_down", 0.2, "pass"),
                row("legrad", "mprt_head", 0.9, "fail")));
    assertThat(rollout.text()).isEqualTo("1 pass");
    SanityCounts nothing =
        SanityCounts.of(
            "rollout", List.of(row("rollout", "mprt_head", 1, SanityRow.BY_CONSTRUCTION)));
    assertThat(nothing.isEmpty()).isTrue();
    assertThat(SanityCounts.of("rollout", List.of(row("rollout", "mprt_head", 0.9, "fail"))).text())
        .isEqualTo("1 fail");
  }

  @Test
  void agreementIsShownWithThePrimaryNumberWhicheverSideItStandsOn() throws IOException {
    RunFolder folder = run();
    folder
        .table(AgreementRow.SCHEMA)
        .write(
            List.of(
                new AgreementRow("srg", "blur", "srg", "drop", 0.8, 0.6, 1, 32, 8),
                new AgreementRow("deletion_auc", "blur", "srg", "blur", 0.5, 0.2, 0.7, 31, 8),
                new AgreementRow("ap_fg", "", "miou", "", 0.1, -0.2, 0.3, 32, 8)));
    folder
        .table(ReliabilityRow.SCHEMA)
        .write(List.of(new ReliabilityRow("ap_fg", "", 0.9, 0.7, 0.97, 32, 8)));
    List<PaperTable> tables = RankingTables.of(Results.of(folder));
    assertThat(tables.get(0).rows())
        .containsExactly(List.of("ap_fg", Format.NONE, "0.900 [0.700, 0.970]", "32", "8"));
    assertThat(tables.get(1).rows())
        .containsExactly(
            List.of("srg", "drop", "0.800 [0.600, 1.000]", "32", "8"),
            List.of("deletion_auc", "blur", "0.500 [0.200, 0.700]", "31", "8"));
  }

  @Test
  void pageAndTablesHoldTheChecksOrTheCommandThatMakesThem() throws IOException {
    RunFolder folder = run();
    assertThat(Files.readString(ReportWriter.write(folder)))
        .doesNotContain("Which checks does each method pass?", "href=\"#sanity\"")
        .contains("Sanity: <code>", "random_logit</code> makes it.");
    folder.table(SanityRow.SCHEMA).write(List.of(row("legrad", "mprt_head", 0.25, "pass")));
    assertThat(Files.readString(ReportWriter.write(folder)))
        .contains("href=\"#sanity\"")
        .contains("pass 0.250");
    assertThat(folder.tables().resolve("sanity.csv")).exists();
    assertThat(folder.tables().resolve("sanity.tex")).content().contains("pass 0.250");
  }
}
