package dev.onr.dialect;

import java.util.Locale;
import java.util.Map;

/** MIME types where a dialect gives only an address and another one wants the type as well. */
final class MediaTypes {
  private static final Map<String, String> BY_SUFFIX =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("heic", "image/heic"),
          Map.entry("mp3", "audio/mp3"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webm", "video/webm"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("html", "text/html"),
          Map.entry("csv", "text/csv"));

  private MediaTypes() {}

  /** The type that the end of an address tells; empty where it tells none. */
  static String ofAddress(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.contains("youtube.com/") || lower.contains("youtu.be/")) {
      // Gemini takes these addresses as films (Google, "Video understanding").
      return "video/mp4";
    }
    int end = lower.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = lower.indexOf(mark);
      end = at >= 0 && at < end ? at : end;
    }
    String path = lower.substring(0, end);
    return BY_SUFFIX.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "");
  }
}
