package vitexplain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;

class ImageListingTest {

  @TempDir Path folder;

  @Test
  void jpegHasManyEndings() throws IOException {
    for (String ending : new String[] {"jpg", "jpeg", "jpe", "jfif", "JPE", "Jfif", "png"}) {
      write("dog." + ending, "anything");
    }
    ImageListing listing = ImageListing.of(folder);
    assertThat(listing.images()).hasSize(7).isSorted();
    assertThat(listing.remark()).isEmpty();
  }

  @Test
  void picturesOfOtherKindsAreLeftOutByKind() throws IOException {
    write("a.png", "");
    write("b.webp", "RIFF____WEBP");
    write("c.bmp", "BM____\0\0\0\0");
    write("d.TIF", "II*\0");
    write("e.gif", "GIF89a");
    write("f.heic", "____ftypheic");
    write("g.avif", "unknown bytes");
    write("h", "GIF89a");
    ImageListing listing = ImageListing.of(folder);
    assertThat(listing.images())
        .extracting(f -> f.getFileName().toString())
        .containsExactly("a.png");
    assertThat(listing.remark().orElseThrow())
        .startsWith("left out of '" + folder + "': ")
        .contains("1 WebP (b.webp)", "1 BMP (c.bmp)", "1 TIFF (d.TIF)", "2 GIF (e.gif, h)")
        .contains("2 HEIF (f.heic, g.avif)", "convert");
  }

  @Test
  void contentDecidesWhereTheNameSaysAnotherPictureOrNothing() throws IOException {
    Path jpeg = Golden.file("decode/ycc420.jpg");
    Path png = Golden.file("decode/rgb8.png");
    Files.copy(jpeg, folder.resolve("saved.webp"));
    Files.copy(png, folder.resolve("ILSVRC_0001"));
    assertThat(ImageListing.of(folder).images()).hasSize(2);
  }

  @Test
  void brokenLinksSubfoldersAndPutByFilesAreTold() throws IOException {
    write("a.png", "");
    Files.createSymbolicLink(folder.resolve("gone.jpg"), folder.resolve("nowhere.jpg"));
    Files.createDirectory(folder.resolve("more"));
    write("dog.jpg.bak", "");
    write("cat.png~", "");
    assertThat(ImageListing.of(folder).remark().orElseThrow())
        .contains("1 broken link (gone.jpg)", "1 subfolder (more)")
        .contains("2 suffixed files (cat.png~, dog.jpg.bak)");
  }

  @Test
  void linkToAPictureIsAPicture() throws IOException {
    Path picture = Files.createTempFile(folder.getParent(), "linked", ".png");
    Files.createSymbolicLink(folder.resolve("dog.png"), picture);
    assertThat(ImageListing.of(folder).images()).hasSize(1);
    Files.delete(picture);
  }

  @Test
  void whatSystemsLeaveAndOtherFilesAreNoPictures() throws IOException {
    write("a.png", "");
    for (String name : new String[] {".DS_Store", "._a.png", "Thumbs.db", "desktop.ini"}) {
      write(name, "");
    }
    write("labels.csv", "image,label");
    write("README", "text");
    Files.createDirectory(folder.resolve("__MACOSX"));
    Files.createDirectory(folder.resolve(".thumbnails"));
    ImageListing listing = ImageListing.of(folder);
    assertThat(listing.images()).hasSize(1);
    assertThat(listing.remark()).isEmpty();
  }

  @Test
  void manyNamesAreCutShort() throws IOException {
    write("a.png", "");
    for (int i = 0; i < 9; i++) {
      write("b" + i + ".webp", "");
    }
    assertThat(ImageListing.of(folder).remark().orElseThrow())
        .contains("9 WebP (b0.webp, b1.webp, b2.webp, …)");
  }

  @Test
  void folderOfOtherPicturesIsRefusedWithTheirKinds() throws IOException {
    write("b.webp", "");
    write("c.webp", "");
    assertThatThrownBy(() -> ImageListing.of(folder))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("none of its 2 entries is a JPEG or PNG file")
        .hasMessageContaining("2 WebP (b.webp, c.webp)")
        .hasMessageContaining("convert these");
  }

  @Test
  void otherKindUnderAJpegsNameIsNamedWhenItIsRead() throws IOException {
    Path file = write("dog.jpg", "RIFF____WEBPVP8 ");
    assertThat(ImageListing.of(folder).images()).containsExactly(file);
    assertThatThrownBy(() -> ImageFiles.read(file, 3))
        .hasMessageContaining(
            "image 'dog.jpg': is a WebP file by its content; expected JPEG or PNG");
  }

  private Path write(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
  }
}
