package vitexplain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.base.RunningSha256;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ImageRows;
import vitexplain.run.row.ProgressRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.table.GrowthMark;
import vitexplain.run.table.Table;

class SampleStoreTest {

  private static final List<String> PLAN = List.of("one.png", "zwei ü, \"2\".png", "three.png");
  private static final List<String> FILES =
      List.of("progress.csv", "samples.csv.gz", "confusion.csv", "failures.csv", "images.csv");

  /** One character for each byte. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  @TempDir Path scratch;

  /**
   * Rows that differ in number, one with a line break inside a field, one image without samples.
   */
  private static ImageRows rows(String image) {
    int many = PLAN.indexOf(image) * 2 % 3;
    return new ImageRows(
        image,
        IntStream.range(0, many)
            .mapToObj(i -> new SampleRow(image, "m", "label", "srg", "", "", "", i, i / 3.0, false))
            .toList(),
        List.of(new ConfusionRow(image, "m", "predicted", "0.50", 1, 2, 3, many)),
        many == 0 ? List.of(new FailureRow(image, "decode", "two\nlines")) : List.of());
  }

  private static ImageRow facts(String image) {
    return ImageRow.of(image, "ab", "", 3, 2, OptionalInt.of(1)).answered(0, "cat, grey", 0.5, "");
  }

  private static void runToTheEnd(RunFolder folder) {
    try (SampleStore store = SampleStore.open(folder, PLAN)) {
      for (String image : List.copyOf(store.remaining())) {
        store.append(facts(image), rows(image));
      }
    }
  }

  private static Map<String, String> contents(RunFolder folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : FILES) {
      contents.put(name, new String(Files.readAllBytes(folder.root().resolve(name)), BYTES));
    }
    return contents;
  }

  private static Path samples(RunFolder folder) {
    return folder.samples().curves().file();
  }

  private byte[] curves(String image) {
    return curves(rows(image).samples());
  }

  private byte[] curves(List<SampleRow> rows) {
    return new RunFolder(scratch).samples().curves().bytes(CurveRow.of(rows));
  }

  private RunFolder fresh(String name) {
    return RunFolder.prepare(scratch.resolve(name), Existing.REFUSE);
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  @Test
  void resumingAfterACutAtAnyByteOfTheMarksGivesTheSameBytes() throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    Map<String, String> whole = contents(folder);
    Path marks = folder.root().resolve("progress.csv");
    long size = Files.size(marks);
    for (long length = 0; length < size; length += 13) {
      cut(marks, length);
      runToTheEnd(folder);
      assertThat(contents(folder)).as("cut to %d bytes", length).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"samples.csv.gz", "confusion.csv", "failures.csv", "images.csv"})
  void aFileCutAnywhereIsRefusedByNameAndNothingIsChanged(String victim) throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    Path file = folder.root().resolve(victim);
    for (long length = Files.size(file) - 1; length >= 0; length -= 7) {
      cut(file, length);
      Map<String, String> before = contents(folder);
      assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
          .as("cut to %d bytes", length)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining(victim);
      assertThatThrownBy(folder::verify).hasMessageContaining(victim);
      assertThat(contents(folder)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"confusion.csv", "failures.csv", "images.csv"})
  void oneAlteredCharacterIsRefusedWithTheImageItIsOf(String victim) throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    Path file = folder.root().resolve(victim);
    String text = Files.readString(file);
    int at = text.indexOf("two") < 0 ? text.lastIndexOf("three") : text.indexOf("two");
    Files.writeString(file, text.substring(0, at) + "T" + text.substring(at + 1));
    Map<String, String> before = contents(folder);
    assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(victim + ", lines ")
        .hasMessageContaining("are not those that the run wrote")
        .hasMessageContaining(".png'");
    assertThat(contents(folder)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"confusion.csv", "failures.csv"})
  void aRowThatTheRunDidNotWriteIsRefusedWithItsLine(String victim) throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    Path file = folder.root().resolve(victim);
    long lines = Files.readString(file).chars().filter(c -> c == '\n').count();
    Files.writeString(file, "ghost.png,m,0.50,1,2,3,4\n", StandardOpenOption.APPEND);
    Map<String, String> before = contents(folder);
    assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(victim + ", line " + (lines + 1) + ": a row of image 'ghost.png'");
    assertThat(contents(folder)).isEqualTo(before);
  }

  @Test
  void oneAlteredByteOfTheSamplesIsRefusedWithTheImageItIsOf() throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    byte[] bytes = Files.readAllBytes(samples(folder));
    bytes[bytes.length - 1]++;
    Files.write(samples(folder), bytes);
    assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("samples.csv.gz, bytes up to " + bytes.length)
        .hasMessageContaining("the rows of image 'three.png' are not those that the run wrote");
    assertThat(samples(folder)).hasBinaryContent(bytes);
  }

  @Test
  void aMemberOfSamplesThatTheRunDidNotWriteIsRefused() throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    SampleRow ghost = new SampleRow("ghost.png", "m", "label", "srg", "", "", "", 0, 1, false);
    Files.write(samples(folder), curves(List.of(ghost)), StandardOpenOption.APPEND);
    Map<String, String> before = contents(folder);
    assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("samples.csv.gz, line 1: a row of image 'ghost.png'");
    assertThat(contents(folder)).isEqualTo(before);
  }

  @Test
  void bytesBehindTheSamplesThatAreNoMemberAreRefused() throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    long size = Files.size(samples(folder));
    Files.writeString(samples(folder), "ghost.png,m,label\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("samples.csv.gz: behind byte " + size)
        .hasMessageContaining("lie 18 bytes that it did not write. Restore the file");
  }

  @Test
  void aMemberThatIsTornAtAnyByteIsCutOff() throws IOException {
    RunFolder whole = fresh("whole");
    runToTheEnd(whole);
    byte[] member = curves(PLAN.get(2));
    for (int length = 0; length <= member.length; length++) {
      RunFolder killed = fresh("killed" + length);
      try (SampleStore store = SampleStore.open(killed, PLAN)) {
        store.append(facts(PLAN.get(0)), rows(PLAN.get(0)));
        store.append(facts(PLAN.get(1)), rows(PLAN.get(1)));
      }
      byte[] torn = Arrays.copyOf(member, length);
      Files.write(samples(killed), torn, StandardOpenOption.APPEND);
      runToTheEnd(killed);
      assertThat(contents(killed)).as("torn at %d", length).isEqualTo(contents(whole));
    }
  }

  @Test
  void theLongTableOfAnEarlierVersionIsReadAndCheckedAndNotGoneOnWith() throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    List<SampleRow> samples = folder.samples().read();
    Table<SampleRow> older = folder.table(SampleRow.LONG);
    RunningSha256 hash = new RunningSha256();
    hash.add(older.header());
    long length = older.header().length;
    List<ProgressRow> marks = new ArrayList<>();
    for (ProgressRow row : folder.table(ProgressRow.SCHEMA).read()) {
      byte[] bytes = older.bytes(rows(row.image()).samples());
      hash.add(bytes);
      length += bytes.length;
      List<GrowthMark> files = new ArrayList<>(row.files());
      files.set(0, new GrowthMark(length, hash.hex()));
      marks.add(new ProgressRow(row.image(), files));
    }
    older.write(samples);
    folder.table(ProgressRow.SCHEMA).write(marks);
    Files.delete(samples(folder));

    assertThat(folder.samples().exists()).isTrue();
    assertThat(folder.samples().read()).isEqualTo(samples);
    assertThat(Committed.in(folder).names()).isEqualTo(PLAN);
    Map<String, String> before = olderContents(folder);
    assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("samples.csv is of an earlier version")
        .hasMessageContaining("start again with --overwrite");
    assertThatThrownBy(() -> SampleStore.settle(folder, Committed.in(folder)))
        .hasMessageContaining("is of an earlier version");
    assertThatThrownBy(() -> Concatenation.write(List.of(folder), fresh("merged")))
        .hasMessageContaining("is of an earlier version");
    assertThat(olderContents(folder)).isEqualTo(before);
  }

  private static Map<String, String> olderContents(RunFolder folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : folder.entries()) {
      contents.put(name, Files.readString(folder.root().resolve(name)));
    }
    return contents;
  }

  @Test
  void imagesInterchangedInTheMarksAreRefused() throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    Path marks = folder.root().resolve("progress.csv");
    String text = Files.readString(marks);
    Files.writeString(marks, text.replace("one.png", "two.png"));
    assertThatThrownBy(folder::verify)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("progress.csv was altered")
        .hasMessageContaining("not those of images.csv");
  }

  @Test
  void afterDamageTheImagesBeforeItCanBeKeptAsTheMessageSays() throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    Map<String, String> whole = contents(folder);
    Path confusion = folder.root().resolve("confusion.csv");
    Files.writeString(
        confusion, whole.get("confusion.csv").replace("three.png", "tree.png"), BYTES);
    assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
        .hasMessageContaining("'three.png'")
        .hasMessageContaining("delete its line and all after it from progress.csv");
    Path marks = folder.root().resolve("progress.csv");
    String[] lines = whole.get("progress.csv").split("(?<=\n)");
    Files.writeString(marks, String.join("", List.of(lines).subList(0, lines.length - 1)), BYTES);
    Files.writeString(confusion, whole.get("confusion.csv"), BYTES);
    runToTheEnd(folder);
    assertThat(contents(folder)).isEqualTo(whole);
  }

  @Test
  void rowsWithoutTheirCommitMarkAreDroppedAndDoneAgain() throws IOException {
    RunFolder whole = fresh("whole");
    runToTheEnd(whole);
    RunFolder killed = fresh("killed");
    try (SampleStore store = SampleStore.open(killed, PLAN)) {
      store.append(facts(PLAN.get(0)), rows(PLAN.get(0)));
    }
    Files.write(samples(killed), curves(PLAN.get(1)), StandardOpenOption.APPEND);
    Files.writeString(
        killed.table(ConfusionRow.SCHEMA).file(),
        killed.table(ConfusionRow.SCHEMA).lines(rows(PLAN.get(1)).confusion()) + "torn,li",
        StandardOpenOption.APPEND);
    try (SampleStore store = SampleStore.open(killed, PLAN)) {
      assertThat(store.remaining()).containsExactlyElementsOf(PLAN.subList(1, 3));
    }
    runToTheEnd(killed);
    assertThat(contents(killed)).isEqualTo(contents(whole));
  }

  @Test
  void finishedRunHasNothingRemaining() {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    try (SampleStore store = SampleStore.open(folder, PLAN)) {
      assertThat(store.remaining()).isEmpty();
    }
    assertThat(folder.samples().read())
        .isEqualTo(PLAN.stream().flatMap(image -> rows(image).samples().stream()).toList());
  }

  @Test
  void anotherPlanIsRefusedNamingBothImages() {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    assertThatThrownBy(() -> SampleStore.open(folder, List.of("one.png", "other.png")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("image 2 was 'zwei ü, \"2\".png', now 'other.png' is planned");
    assertThatThrownBy(() -> SampleStore.open(folder, List.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("now no more images is planned");
  }

  @Test
  void imageOutOfOrderIsRefused() {
    try (SampleStore store = SampleStore.open(fresh("run"), PLAN)) {
      assertThatThrownBy(() -> store.append(facts("three.png"), rows("three.png")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'three.png' is out of order");
    }
  }

  @Test
  void imagePlannedTwiceIsRefused() {
    assertThatThrownBy(() -> SampleStore.open(fresh("run"), List.of("a", "a")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("image 'a' is planned twice");
  }

  @Test
  void samplesWithoutProgressAreNotThrownAway() throws IOException {
    RunFolder folder = fresh("run");
    runToTheEnd(folder);
    Files.delete(folder.root().resolve("progress.csv"));
    assertThatThrownBy(() -> SampleStore.open(folder, PLAN))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("samples.csv.gz but no progress.csv");
    assertThat(folder.samples().read()).isNotEmpty();
  }
}
