package dev.onr.bench.soak;

import dev.onr.dialect.Tongue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of request and what may come of it.
 *
 * @param weight how often it is sent, beside the others
 * @param model the client's name of the model, which leads to providers and their faults
 * @param statuses the only ones that may come; -1 is a connection that ends without an answer
 * @param reader how the client reads
 * @param ending whether a streamed answer ends with its dialect's own end
 */
record Scenario(
    int weight,
    Tongue tongue,
    String model,
    boolean streamed,
    Set<Integer> statuses,
    Reader reader,
    Ending ending) {
  private static final int PROMPT = 800;

  /** How the client reads. */
  enum Reader {
    TO_THE_END,
    /** Closes its connection after the first bytes. */
    LEAVES,
    /** Takes a little, then rests, and so on. */
    SLOWLY
  }

  /** What is known beforehand about the end of a stream. */
  enum Ending {
    WHOLE,
    BROKEN,
    NOT_CHECKED
  }

  /** Everything that is sent. Providers are described by the launcher. */
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (String route :
        List.of(
            "CHAT openai",
            "RESPONSES openai",
            "MESSAGES anthropic",
            "GEMINI gemini",
            "MESSAGES openai",
            "RESPONSES anthropic",
            "GEMINI anthropic",
            "MESSAGES gemini")) {
      String[] words = route.split(" ", 2);
      Tongue tongue = Tongue.valueOf(words[0]);
      all.add(good(10, tongue, words[1] + "-quick", false, Reader.TO_THE_END));
      all.add(good(10, tongue, words[1] + "-quick", true, Reader.TO_THE_END));
      all.add(good(1, tongue, words[1] + "-long", true, Reader.LEAVES));
    }
    for (Tongue tongue : List.of(Tongue.CHAT, Tongue.MESSAGES)) {
      all.add(good(2, tongue, "openai-slow", false, Reader.TO_THE_END));
      all.add(good(1, tongue, "openai-slow", false, Reader.LEAVES));
      all.add(fault(2, tongue, "p429", false, Set.of(429)));
      all.add(fault(2, tongue, "p500", false, Set.of(500)));
      all.add(fault(2, tongue, "reset", false, Set.of(502)));
      all.add(fault(2, tongue, "cut", true, Set.of(200)));
      all.add(fault(1, tongue, "stall", true, Set.of(200)));
      for (String behind : List.of("p429", "p500", "reset")) {
        all.add(good(2, tongue, behind + "-openai", true, Reader.TO_THE_END));
      }
    }
    return List.copyOf(all);
  }

  /** A stream of megabytes, read so slowly that the gateway has to hold its upstream back. */
  static Scenario slowReader() {
    return good(1, Tongue.CHAT, "openai-big", true, Reader.SLOWLY);
  }

  private static Scenario good(
      int weight, Tongue tongue, String model, boolean streamed, Reader reader) {
    Ending ending = streamed && reader == Reader.TO_THE_END ? Ending.WHOLE : Ending.NOT_CHECKED;
    return new Scenario(weight, tongue, model, streamed, Set.of(200), reader, ending);
  }

  private static Scenario fault(
      int weight, Tongue tongue, String model, boolean streamed, Set<Integer> statuses) {
    Ending ending = streamed ? Ending.BROKEN : Ending.NOT_CHECKED;
    return new Scenario(weight, tongue, model, streamed, statuses, Reader.TO_THE_END, ending);
  }

  /** What it is called in the results. */
  String name() {
    return String.join(
            " ", tongue.toString(), model, streamed ? "streamed" : "whole", reader.toString())
        .toLowerCase(Locale.ROOT);
  }

  String path() {
    return switch (tongue) {
      case CHAT -> "/v1/chat/completions";
      case RESPONSES -> "/v1/responses";
      case MESSAGES -> "/v1/messages";
      case GEMINI ->
          "/v1beta/models/"
              + model
              + (streamed ? ":streamGenerateContent?alt=sse" : ":generateContent");
    };
  }

  String body() {
    String words = "x".repeat(PROMPT);
    if (tongue == Tongue.GEMINI) {
      return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + words + "\"}]}]}";
    }
    return "{\"model\":\""
        + model
        + "\",\"stream\":"
        + streamed
        + (tongue == Tongue.RESPONSES
            ? ",\"max_output_tokens\":500,\"input\":\"" + words + "\"}"
            : ",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\""
                + words
                + "\"}]}");
  }

  /** What stands in the last event of a stream that is whole, and in no other. */
  String endMarker() {
    return switch (tongue) {
      case CHAT -> "data: [DONE]";
      case RESPONSES -> "event: response.completed";
      case MESSAGES -> "event: message_stop";
      case GEMINI -> "\"finishReason\"";
    };
  }
}
