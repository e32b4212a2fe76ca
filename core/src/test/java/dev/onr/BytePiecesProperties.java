package dev.onr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BytePiecesProperties {
  @Property(tries = 200)
  void whatWasWrittenComesOutWhole(
      @ForAll @Size(max = 12) List<@IntRange(max = 400_000) Integer> lengths,
      @ForAll @IntRange(max = 200_000) int expected) {
    BytePieces pieces = new BytePieces(expected, 64 * 1024);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    byte next = 0;
    for (int length : lengths) {
      byte[] bytes = new byte[length + 2];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = next++;
      }
      pieces.write(bytes, 1, length);
      plain.write(bytes, 1, length);
    }
    assertThat(pieces.size()).isEqualTo(plain.size());
    assertThat(pieces.join()).isEqualTo(plain.toByteArray());
  }
}
