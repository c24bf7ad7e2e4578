package vitexplain.report.chart;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A drawing with at most 256 colours: its most frequent ones, and for each other colour, of which
 * the edges of letters and lines consist, the nearest of those. A third of the size of full colour,
 * and a page holds dozens of drawings.
 */
final class IndexedColors {

  private static final int MOST = 256;

  private final BufferedImage image;
  private final Map<Integer, Integer> counts = new HashMap<>();

  IndexedColors(BufferedImage image) {
    this.image = image;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        counts.merge(image.getRGB(x, y), 1, Integer::sum);
      }
    }
  }

  /** How many colours the picture has: a photograph has many more than a drawing. */
  int distinct() {
    return counts.size();
  }

  BufferedImage reduced() {
    List<Integer> kept =
        counts.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<Integer, Integer> e) -> -e.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST)
            .map(Map.Entry::getKey)
            .toList();
    int[] colors = kept.stream().mapToInt(Integer::intValue).toArray();
    Map<Integer, Integer> index = new HashMap<>();
    counts.keySet().forEach(rgb -> index.put(rgb, nearest(rgb, colors)));
    BufferedImage reduced =
        new BufferedImage(
            image.getWidth(),
            image.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, colors.length, colors, 0, false, -1, 0));
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        reduced.getRaster().setSample(x, y, 0, index.get(image.getRGB(x, y)));
      }
    }
    return reduced;
  }

  private static int nearest(int rgb, int[] colors) {
    int best = 0;
    for (int i = 1; i < colors.length; i++) {
      if (distance(rgb, colors[i]) < distance(rgb, colors[best])) {
        best = i;
      }
    }
    return best;
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int d = ((a >> shift) & 0xff) - ((b >> shift) & 0xff);
      sum += d * d;
    }
    return sum;
  }
}
