package dev.onr.config.language;

import static dev.onr.config.language.Argument.argument;
import static dev.onr.config.language.Directive.named;

import dev.onr.config.syntax.Token;
import dev.onr.steps.NextUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of how long an upstream may take, and of what its failures mean. */
final class PolicyTable {
  private static final String OFF = "off";
  private static final ArgumentType OUTCOMES =
      ArgumentType.of("outcomes, or off", PolicyTable::outcomes).withWords(words());
  private static final ArgumentType TIME = Durations.upToAnHour("upstream.bad_time");

  private PolicyTable() {}

  static List<DirectiveBuilder> rows() {
    return List.of(
        time("connect_timeout")
            .says("Says how long a connection to the upstream may take.")
            .standard("server.connect_timeout_ms"),
        time("response_timeout")
            .says("Says how long the upstream may take until the head of its answer.")
            .standard("server.write_timeout_ms"),
        time("first_event_timeout")
            .says("Says how long a stream may take from its head to its first event.")
            .standard("the idle_timeout"),
        time("idle_timeout")
            .says("Says how long the upstream may be silent within its answer.")
            .standard("server.write_timeout_ms"),
        row("next_upstream")
            .takes(argument("outcomes", OUTCOMES).orElse("upstream.bad_next"))
            .says("Names the outcomes after which another key or provider may be tried.")
            .standard("error http_429 http_503"),
        row("max_fails")
            .takes(argument("count", Numbers.integer("upstream.bad_max_fails", 0, 1_000_000)))
            .says("Says how many failures within fail_timeout take a key out of use; 0 for never.")
            .standard("3"),
        time("fail_timeout")
            .says(
                "Says within which time failures count, and how long a key then stays out of use.")
            .standard("10s"));
  }

  private static DirectiveBuilder row(String name) {
    return named(name).in(Block.UPSTREAM_CONFIG, Block.UPSTREAM).merges(Merge.OVERRIDE);
  }

  private static DirectiveBuilder time(String name) {
    return row(name).takes(argument("time", TIME));
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>(NextUpstream.words());
    words.add(OFF);
    return words;
  }

  private static NextUpstream outcomes(ArgumentReader in) {
    List<String> found = new ArrayList<>();
    do {
      Token token = in.word("an outcome");
      String word = token.value().strip().toLowerCase(Locale.ROOT);
      if (!word.equals(OFF) && !NextUpstream.knows(word)) {
        throw new Refusal(
                "upstream.bad_next",
                token.span(),
                "next_upstream knows no outcome \"%s\"; it knows %s, and any http_4NN and http_5NN"
                    .formatted(word, String.join(", ", words())))
            .near(word, words());
      }
      if (found.contains(OFF) || (word.equals(OFF) && !found.isEmpty())) {
        throw new Refusal(
            "upstream.bad_next",
            token.span(),
            "next_upstream off stands alone: it forbids a second attempt");
      }
      found.add(word);
    } while (!in.atEnd());
    return NextUpstream.of(found);
  }
}
