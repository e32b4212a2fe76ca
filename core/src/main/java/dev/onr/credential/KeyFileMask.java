package dev.onr.credential;

import dev.onr.config.SourceFile;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paints over what diagnostics must not show of keys.yaml. Works on lines rather than on the parsed
 * file, so that it also covers files that don't parse, and shows only what is known to be harmless.
 */
final class KeyFileMask {
  private static final Set<String> HARMLESS =
      Set.of(
          "name",
          "comment",
          "disabled",
          "location",
          "aws_region",
          "aws_access_key_id",
          "credential_file");

  private static final Pattern ENTRY =
      Pattern.compile("(\\s*(?:-\\s+)*[\"']?([A-Za-z0-9_.-]+)[\"']?\\s*:(?=\\s|$))(.*)");

  private KeyFileMask() {}

  /** The same text, of the same length and lines, with stars for everything that may be secret. */
  static SourceFile mask(SourceFile yaml) {
    StringBuilder shown = new StringBuilder();
    String text = yaml.text();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      shown.append(maskLine(text.substring(start, end)));
      if (newline >= 0) {
        shown.append('\n');
      }
      start = end + 1;
    }
    return new SourceFile(yaml.name(), shown.toString());
  }

  private static String maskLine(String line) {
    Matcher entry = ENTRY.matcher(line);
    if (!entry.matches()) {
      return stars(line);
    }
    return HARMLESS.contains(entry.group(2)) ? line : entry.group(1) + stars(entry.group(3));
  }

  private static String stars(String text) {
    return text.replaceAll("[^\\s]", "*");
  }
}
