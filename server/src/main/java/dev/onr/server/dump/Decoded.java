package dev.onr.server.dump;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * The readable form of a body, as far as it was kept.
 *
 * @param decoded whether an encoding was undone
 * @param more whether it goes on
 */
record Decoded(byte[] bytes, boolean decoded, boolean more) {
  /**
   * Undoes gzip and deflate; other encodings, and what is broken, stay as they are.
   *
   * @param limit how many bytes are wanted
   */
  static Decoded of(byte[] kept, String encoding, int limit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = reader(kept, encoding.strip().toLowerCase(Locale.ROOT))) {
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, Math.min(read, limit - out.size()));
        if (out.size() == limit) {
          return new Decoded(out.toByteArray(), true, in.read() >= 0);
        }
      }
      return new Decoded(out.toByteArray(), in.getClass() != ByteArrayInputStream.class, false);
    } catch (IOException e) {
      return out.size() == 0
          ? new Decoded(kept, false, false)
          : new Decoded(out.toByteArray(), true, true);
    }
  }

  private static InputStream reader(byte[] kept, String encoding) throws IOException {
    InputStream in = new ByteArrayInputStream(kept);
    return switch (encoding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      case "deflate" -> new InflaterInputStream(in);
      default -> in;
    };
  }
}
