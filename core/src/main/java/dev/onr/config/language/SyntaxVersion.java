package dev.onr.config.language;

import java.util.List;

/** The version of the language that files say they are written in. */
final class SyntaxVersion {
  private static final String SPOKEN = "next-router/0.1";

  private SyntaxVersion() {}

  /** All that files say must be the same; anything but the version spoken here is odd. */
  static void check(List<Setting> settings, Findings findings) {
    List<Setting> versions =
        settings.stream().filter(each -> each.name().equals("syntax")).toList();
    for (Setting version : versions) {
      String text = version.arguments().text("version");
      String first = versions.getFirst().arguments().text("version");
      if (!text.equals(first)) {
        findings.error(
            "syntax.version_mismatch",
            version.arguments().place("version"),
            "this says \"%s\", but \"%s\" was said before".formatted(text, first));
      } else if (!text.equals(SPOKEN) && version.equals(versions.getFirst())) {
        findings.warning(
            "syntax.version_unknown",
            version.arguments().place("version"),
            "onr speaks \"%s\"; this file is read as if it said so".formatted(SPOKEN));
      }
    }
  }
}
