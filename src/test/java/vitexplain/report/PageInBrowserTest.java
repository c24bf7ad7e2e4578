package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.run.RunFolder;

/** The page's script, where a browser is installed. */
class PageInBrowserTest {

  private static final int PHONE = 390;

  @TempDir static Path run;
  @TempDir static Path profile;

  private static Path page;
  private static Chromium browser;

  @BeforeAll
  static void openBrowser() throws IOException {
    Optional<Path> program = Chromium.installed();
    assumeTrue(program.isPresent(), "no Chromium is installed, so the page's script is not tried");
    RunFolder folder = new RunFolder(run);
    SyntheticRun.evaluation(folder);
    SyntheticRun.benchmarks(folder);
    page = ReportWriter.write(folder);
    browser = new Chromium(program.get(), profile);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openPage() {
    browser.resize(1280, 900);
    browser.darken(false);
    browser.open(page);
  }

  @Test
  void scriptRunsWithoutAnError() {
    assertThat(browser.evaluate("document.querySelectorAll('th button').length")).isNotEqualTo("0");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void headingsSortTheMainTable() {
    String first =
        "document.querySelector('#answer tbody tr').cells[%d].textContent.replace(/\\[.*/, '')";
    String click = "document.querySelectorAll('#answer thead button')[1].click();";
    String sort = "document.querySelectorAll('#answer thead th')[1].getAttribute('aria-sort')";
    double best = Double.parseDouble(browser.evaluate(click + first.replace("%d", "1")));
    assertThat(browser.evaluate(sort)).isEqualTo("descending");
    double worst =
        Double.parseDouble(
            browser.evaluate(click + first.replace("%d", "1")).replace('\u2212', '-'));
    assertThat(browser.evaluate(sort)).isEqualTo("ascending");
    assertThat(worst).isLessThan(best);
  }

  @Test
  void wordsFilterRows() {
    String shown =
        "document.querySelectorAll('#answer .table')[0].querySelectorAll('tbody tr:not([hidden])').length";
    String type =
        "{ const field = document.querySelector('#answer input'); field.value = 'legrad, nothing';"
            + " field.dispatchEvent(new Event('input')); }";
    int all = Integer.parseInt(browser.evaluate(shown));
    int some = Integer.parseInt(browser.evaluate(type + shown));
    assertThat(some).isBetween(1, all - 1);
    assertThat(browser.evaluate("document.querySelector('#answer output').value"))
        .isEqualTo(some + " of " + all + " rows");
  }

  @Test
  void keysHideAMethodInEveryFigure() {
    String hidden = "document.querySelectorAll('path.line.off[data-method=\"legrad\"]').length";
    String click = "document.querySelector('button.key[data-method=\"legrad\"]').click();";
    assertThat(browser.evaluate(hidden)).isEqualTo("0");
    assertThat(browser.evaluate(click + hidden))
        .isEqualTo(
            browser.evaluate(
                "document.querySelectorAll('path.line[data-method=\"legrad\"]').length"))
        .isNotEqualTo("0");
    assertThat(browser.evaluate(click + hidden)).isEqualTo("0");
  }

  @Test
  void arrowKeysShowTheValuesOfTheCurves() {
    String curves =
        "[...document.querySelectorAll('.plot')].find(p => !('rows' in p.firstChild.dataset))";
    String press =
        "{ const plot = "
            + curves
            + "; plot.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'})); }";
    assertThat(browser.evaluate(press + curves + ".querySelector('.values').textContent"))
        .startsWith("at 0")
        .contains("legrad");
  }

  @Test
  void browserShowsTheChosenMapWithItsScores() {
    String scores = "document.querySelector('#browser tbody').textContent";
    String choose =
        "{ const list = document.querySelectorAll('#browser select')[2]; list.value = 1;"
            + " list.dispatchEvent(new Event('change')); }";
    String before = browser.evaluate(scores);
    assertThat(before).contains("srg");
    assertThat(browser.evaluate(choose + scores)).contains("srg").isNotEqualTo(before);
    String inked =
        "(() => { const c = document.querySelector('#browser canvas'); let n = 0;"
            + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            + " for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; })()";
    String cut =
        "{ const t = document.querySelectorAll('#browser input[type=range]')[1]; t.value = 0.9;"
            + " t.dispatchEvent(new Event('input')); }";
    int whole = Integer.parseInt(browser.evaluate(inked));
    assertThat(Integer.parseInt(browser.evaluate(cut + inked))).isBetween(1, whole - 1);
  }

  @Test
  void policyStopsEveryOtherScript() {
    browser.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<b onclick=\"window.ran = 1\">x</b>');"
            + " document.body.lastElementChild.click();"
            + " document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 2'}))");
    assertThat(browser.evaluate("String(window.ran)")).isEqualTo("undefined");
  }

  /** By the rules of axe-core: names, roles, contrast, order, keyboard. */
  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void axeFindsNothingSerious(int width, boolean dark) throws IOException {
    browser.resize(width, 900);
    browser.darken(dark);
    browser.open(page);
    browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
    browser.evaluate(resource("/axe.min.js") + "; ''");
    String found =
        browser.evaluate(
            "axe.run(document).then(result => result.passes.length + ' rules hold'"
                + " + result.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
                + ".map(v => '; ' + v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' ')).join(''))");
    assertThat(found).matches("[1-9]\\d+ rules hold");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PageInBrowserTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void pageFitsAPhone() {
    browser.resize(PHONE, 800);
    browser.open(page);
    assertThat(Integer.parseInt(browser.evaluate("document.documentElement.scrollWidth")))
        .isLessThanOrEqualTo(PHONE);
    assertThat(browser.evaluate("document.querySelector('.contents details').open"))
        .isEqualTo("false");
  }
}
