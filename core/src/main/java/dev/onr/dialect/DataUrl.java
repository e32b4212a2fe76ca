package dev.onr.dialect;

import java.util.Optional;

/**
 * {@code data:} URLs (RFC 2397), in which OpenAI's dialects carry the bytes of images and files.
 */
final class DataUrl {
  private DataUrl() {}

  /**
   * Takes a URL for what it is.
   *
   * @return inline media for a well-formed {@code data:} URL, a place on the web for any other URL,
   *     nothing for a {@code data:} URL without MIME type or data
   */
  static Optional<Media> read(String url) {
    if (!url.startsWith("data:")) {
      return Optional.of(new Media.Url("", url));
    }
    int comma = url.indexOf(',');
    if (comma < 0 || comma == url.length() - 1) {
      return Optional.empty();
    }
    String header = url.substring("data:".length(), comma);
    int semicolon = header.indexOf(';');
    String mimeType = (semicolon < 0 ? header : header.substring(0, semicolon)).trim();
    return mimeType.isEmpty()
        ? Optional.empty()
        : Optional.of(new Media.Inline(mimeType, url.substring(comma + 1)));
  }

  /** Writes inline media as a URL. */
  static String write(Media.Inline media) {
    return "data:" + media.mimeType() + ";base64," + media.base64();
  }
}
