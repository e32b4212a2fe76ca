package dev.onr.server.exchange;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import dev.onr.server.upstream.UpstreamFailure;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The content encodings that can be undone when a step must read an answer (RFC 9110 §8.4). */
enum ContentEncoding {
  /** The bytes are the content. */
  IDENTITY,
  /** RFC 1952. */
  GZIP,
  /** RFC 1950, though some servers send the bare RFC 1951 form. */
  DEFLATE,
  /** Brotli, RFC 7932. */
  BROTLI,
  /** Zstandard, RFC 8878. */
  ZSTD;

  /** Finds an encoding by its header value; empty for one that can't be undone. */
  static Optional<ContentEncoding> named(String header) {
    return switch (header.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(IDENTITY);
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      case "br" -> Optional.of(BROTLI);
      case "zstd" -> Optional.of(ZSTD);
      default -> Optional.empty();
    };
  }

  /**
   * Undoes the encoding of a whole body. Takes time in proportion to the result: not for an event
   * loop.
   *
   * @param limit how many bytes the result may have; a small body can inflate to gigabytes
   * @throws UpstreamFailure {@code INVALID} for a body that is broken, cut short or too large
   */
  byte[] decode(byte[] body, long limit) {
    if (this == IDENTITY || body.length == 0) {
      return body;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(1024, body.length * 4));
    byte[] buffer = new byte[16 * 1024];
    try (InputStream in = reader(body)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (out.size() + (long) read > limit) {
          throw new UpstreamFailure(
              Kind.INVALID, "the upstream's answer inflates to more than " + limit + " bytes");
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UpstreamFailure(
          Kind.INVALID,
          "the upstream's answer is not the "
              + name().toLowerCase(Locale.ROOT)
              + " that its Content-Encoding promises");
    }
    return out.toByteArray();
  }

  private InputStream reader(byte[] body) throws IOException {
    InputStream in = new ByteArrayInputStream(body);
    return switch (this) {
      case IDENTITY -> in;
      case GZIP -> new GZIPInputStream(in, 16 * 1024);
      case DEFLATE -> new InflaterInputStream(in, new Inflater(!hasZlibHeader(body)));
      case BROTLI -> {
        Brotli4jLoader.ensureAvailability();
        yield new BrotliInputStream(in);
      }
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  /** RFC 1950 §2.2: method 8, and a check that makes the first two bytes a multiple of 31. */
  static boolean hasZlibHeader(byte[] body) {
    return body.length >= 2
        && (body[0] & 0x0f) == 8
        && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
  }
}
