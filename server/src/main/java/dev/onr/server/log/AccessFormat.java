package dev.onr.server.log;

/** How an access-log line looks: the default line, or a format of the operator's own. */
public sealed interface AccessFormat permits DefaultAccessFormat, CustomAccessFormat {

  /** The line that is written when nothing else is configured. */
  static AccessFormat standard() {
    return new DefaultAccessFormat();
  }

  /**
   * The format that a configuration asks for: its own text if there is one, else its preset, else
   * the standard line.
   *
   * @param format text with {@code $variables}; blank for none
   * @param preset {@code onr_minimal}, {@code onr_combined}, or blank for none; not looked at when
   *     there is a format
   * @throws InvalidAccessFormatException when the preset or a variable does not exist
   */
  static AccessFormat of(String format, String preset) {
    if (!format.isBlank()) {
      return CustomAccessFormat.compile(format);
    }
    if (!preset.isBlank()) {
      return CustomAccessFormat.compile(AccessFormatPreset.named(preset).format());
    }
    return standard();
  }

  /**
   * Appends the line of an exchange, without line end.
   *
   * @param time the text of the moment at which the exchange ended
   * @param colour whether the status is coloured
   */
  void append(StringBuilder out, AccessEntry entry, String time, boolean colour);

  /** Appends a status, coloured on demand. */
  static void appendStatus(StringBuilder out, int status, boolean colour) {
    if (colour) {
      Colour.ofStatus(status).paint(out, Integer.toString(status));
    } else {
      out.append(status);
    }
  }
}
