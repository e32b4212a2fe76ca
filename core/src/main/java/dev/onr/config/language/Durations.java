package dev.onr.config.language;

import dev.onr.config.DurationText;
import dev.onr.config.syntax.Token;
import java.util.List;

/** Argument types whose values are lengths of time. */
final class Durations {
  private static final String LABEL = "a time such as " + DurationText.EXAMPLES;

  private Durations() {}

  /** A length of time above zero and of at most an hour, bare or quoted. */
  static ArgumentType upToAnHour(String code) {
    return ArgumentType.of(
        LABEL,
        in -> {
          List<Token> tokens = in.run();
          String text = ArgumentReader.textOf(tokens);
          return DurationText.parse(text)
              .orElseThrow(
                  () ->
                      new Refusal(
                          code,
                          ArgumentReader.spanOf(tokens),
                          "%s needs %s, at most 60m, not \"%s\""
                              .formatted(in.subject(), LABEL, text.strip())));
        });
  }
}
