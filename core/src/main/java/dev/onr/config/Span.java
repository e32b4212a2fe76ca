package dev.onr.config;

/**
 * A stretch of a source text.
 *
 * @param file where it stands
 * @param start offset of the first character
 * @param end offset after the last character
 */
public record Span(SourceFile file, int start, int end) {
  /** The 1-based line of the first character. */
  public int line() {
    return file.line(start);
  }

  /** The 1-based column of the first character. */
  public int column() {
    return file.column(start);
  }

  /** The characters themselves. */
  public String text() {
    return file.text().substring(start, end);
  }

  /** The empty place right after this one. */
  public Span after() {
    return new Span(file, end, end);
  }

  /** Whether the other place touches this one: shares a character or an edge with it. */
  public boolean touches(Span other) {
    return file.equals(other.file) && other.start <= end && other.end >= start;
  }

  /**
   * From the start of this span to the end of {@code other}, which stands later in the same file.
   */
  public Span to(Span other) {
    return new Span(file, start, other.end);
  }
}
