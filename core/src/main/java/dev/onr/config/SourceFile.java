package dev.onr.config;

import java.util.ArrayList;
import java.util.List;

/**
 * One text that configuration was read from.
 *
 * @param name how diagnostics call it: the path as the operator wrote it
 * @param text the whole text, without a byte-order mark
 */
public record SourceFile(String name, String text) {
  /** The 1-based line of a character offset. */
  public int line(int offset) {
    int line = 1;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The 1-based column, in characters, of a character offset. */
  public int column(int offset) {
    int start = text.lastIndexOf('\n', Math.min(offset, text.length()) - 1) + 1;
    return text.codePointCount(start, Math.min(offset, text.length())) + 1;
  }

  /** The text of a 1-based line, without its line end. */
  public String lineText(int line) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    return line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
  }
}
