package vitexplain.study.across;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import vitexplain.run.row.ImageRow;

/**
 * Images of different classes, to be shown in the cells of one picture.
 *
 * @param images one a cell, row by row, each with its predicted class
 */
record Mosaic(List<ImageRow> images) {

  Mosaic {
    images = List.copyOf(images);
  }

  /**
   * Draws mosaics: classes, their places and their images at random. A class shows another image
   * each time until it has no more.
   *
   * @param count how many
   * @param cells images of each, at most as many as there are classes
   */
  static List<Mosaic> draw(ConfidentImages confident, int count, int cells, long seed) {
    Random random = new Random(seed);
    Map<Integer, List<ImageRow>> shuffled = new TreeMap<>();
    confident
        .byClass()
        .forEach(
            (k, rows) -> {
              List<ImageRow> copy = new ArrayList<>(rows);
              Collections.shuffle(copy, random);
              shuffled.put(k, copy);
            });
    Map<Integer, Integer> shown = new TreeMap<>();
    List<Integer> classes = new ArrayList<>(shuffled.keySet());
    List<Mosaic> mosaics = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Collections.shuffle(classes, random);
      List<ImageRow> images = new ArrayList<>();
      for (int k : classes.subList(0, cells)) {
        List<ImageRow> ofClass = shuffled.get(k);
        images.add(ofClass.get((shown.merge(k, 1, Integer::sum) - 1) % ofClass.size()));
      }
      mosaics.add(new Mosaic(images));
    }
    return mosaics;
  }
}
