package dev.onr.config.language;

/** What options of several directives must meet together. */
final class Checks {
  private Checks() {}

  /** {@code event_optional=true} says something only beside {@code event}. */
  static Directive.Check eventGiven(String code) {
    return (arguments, in) -> {
      if (arguments.isSet("event_optional") && !arguments.has("event")) {
        throw new Refusal(
            code,
            arguments.place("event_optional"),
            "event_optional needs event=: without it the directive is for all events anyway");
      }
    };
  }

  /** Either both or none. */
  static void pair(Arguments arguments, String one, String other, String code) {
    if (arguments.has(one) != arguments.has(other)) {
      String given = arguments.has(one) ? one : other;
      throw new Refusal(
          code, arguments.place(given), "%s and %s belong together".formatted(one, other));
    }
  }

  /** The option's text says something. */
  static void notBlank(Arguments arguments, String option, String code) {
    if (arguments.has(option) && arguments.text(option).isBlank()) {
      throw new Refusal(code, arguments.place(option), option + " is empty");
    }
  }
}
