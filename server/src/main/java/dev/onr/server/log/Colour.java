package dev.onr.server.log;

/** The few colours that logs use on a terminal (ECMA-48 "select graphic rendition"). */
enum Colour {
  RED(31),
  GREEN(32),
  YELLOW(33),
  CYAN(36);

  private final String start;

  Colour(int code) {
    this.start = "\u001b[" + code + "m";
  }

  void paint(StringBuilder out, CharSequence text) {
    out.append(start).append(text).append("\u001b[0m");
  }

  /** The colour of an HTTP status. */
  static Colour ofStatus(int status) {
    return switch (status / 100) {
      case 2 -> GREEN;
      case 3 -> CYAN;
      case 4 -> YELLOW;
      default -> RED;
    };
  }
}
