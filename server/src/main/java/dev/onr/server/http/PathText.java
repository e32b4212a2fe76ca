package dev.onr.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-decoding of paths (RFC 3986 §2.1). */
public final class PathText {
  private PathText() {}

  /** The path of a request as it was sent; empty for a target that has none ({@code *}). */
  public static String raw(HttpServerRequest request) {
    String path = request.path();
    return path == null ? "" : path;
  }

  /** Decodes a path; one with a broken escape stays as it is, and so matches no endpoint. */
  public static String decode(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] out = new byte[path.length() * 3];
    int length = 0;
    int i = 0;
    while (i < path.length()) {
      char c = path.charAt(i);
      if (c == '%') {
        if (i + 2 >= path.length()) {
          return path;
        }
        char high = path.charAt(i + 1);
        char low = path.charAt(i + 2);
        if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
          return path;
        }
        out[length++] = (byte) ((HexFormat.fromHexDigit(high) << 4) | HexFormat.fromHexDigit(low));
        i += 3;
      } else {
        byte[] bytes = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
        i++;
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
