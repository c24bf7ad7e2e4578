package vitexplain.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vitexplain.image.overlay.Colormap;

class MapColoursTest {

  @Test
  void barOfThePageHasTheColoursOfTheMaps() throws IOException {
    String css;
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String stops = css.substring(css.indexOf("--inferno:"), css.indexOf("--opacity"));
    List<Integer> colours =
        Pattern.compile("#([0-9a-f]{6})")
            .matcher(stops)
            .results()
            .map(found -> Integer.parseInt(found.group(1), 16))
            .toList();
    assertThat(colours).hasSize(16);
    for (int i = 0; i < colours.size(); i++) {
      int rgb = Colormap.rgb(i / 15.0);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertThat((colours.get(i) >> shift & 0xff) - (rgb >> shift & 0xff)).isBetween(-1, 1);
      }
    }
  }
}
