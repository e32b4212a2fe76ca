package dev.onr.server;

import dev.onr.config.SourceFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paints over what diagnostics must not show of onr.yaml: the operator's key, and logins within the
 * URLs of proxies. Works on lines rather than on the parsed file, so that it also covers files that
 * don't parse.
 */
final class SettingsMask {
  private static final Pattern KEY = Pattern.compile("(?i)api[_-]?key[\"']?\\s*:?(?<value>.*)");
  private static final Pattern LOGIN =
      Pattern.compile("(?<=[:,{\\s])[\"']?(?:[A-Za-z][\\w+.-]*://)?(?<value>\\S.*)(?=@)");

  private SettingsMask() {}

  /** The same text, of the same length and lines, with stars for everything that may be secret. */
  static SourceFile mask(SourceFile yaml) {
    StringBuilder shown = new StringBuilder(yaml.text());
    int keyIndent = Integer.MAX_VALUE;
    for (int line = 1; line <= yaml.lineCount(); line++) {
      String text = yaml.lineText(line);
      int start = yaml.lineStart(line);
      int indent = text.length() - text.stripLeading().length();
      if (indent > keyIndent && !text.isBlank()) {
        paint(shown, start, start + text.length()); // goes on with the value of a line above
        continue;
      }
      keyIndent = Integer.MAX_VALUE;
      Matcher key = KEY.matcher(text);
      if (key.find()) {
        paint(shown, start + key.start("value"), start + key.end("value"));
        keyIndent = indent;
      }
      Matcher login = LOGIN.matcher(text);
      while (login.find()) {
        paint(shown, start + login.start("value"), start + login.end("value"));
      }
    }
    return new SourceFile(yaml.name(), shown.toString());
  }

  private static void paint(StringBuilder shown, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(shown.charAt(i))) {
        shown.setCharAt(i, '*');
      }
    }
  }
}
