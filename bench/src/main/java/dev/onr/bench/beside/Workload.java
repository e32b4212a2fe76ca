package dev.onr.bench.beside;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The cases: what is asked, by how many clients at once, and what a unit is. */
enum Workload {
  WHOLE_1K_8("whole-1k-8", Kind.CLOSED, "whole", 1_000, 8),
  WHOLE_1K_64("whole-1k-64", Kind.CLOSED, "whole", 1_000, 64),
  WHOLE_200K_8("whole-200k-8", Kind.CLOSED, "whole", 200_000, 8),
  WHOLE_200K_64("whole-200k-64", Kind.CLOSED, "whole", 200_000, 64),
  BURST_8("burst-8", Kind.CLOSED, "burst", 1_000, 8),
  BURST_64("burst-64", Kind.CLOSED, "burst", 1_000, 64),
  TRANSLATED_8("translated-8", Kind.TRANSLATED, "burst", 1_000, 8),
  HTTP2_TLS_64("http2-tls-64", Kind.HTTP2, "whole", 1_000, 64),
  PACED_200("paced-200", Kind.PACED, "paced-50", 1_000, 200),
  PACED_2000("paced-2000", Kind.PACED, "paced-400", 1_000, 2_000),
  IDLE_10000("idle-10000", Kind.IDLE, "whole", 1_000, 10_000);

  /** How the load is made. */
  enum Kind {
    /** wrk: each connection asks again when it has its answer. */
    CLOSED,
    /**
     * The same, but Messages in front of Chat Completions; who cannot translate passes Chat
     * through.
     */
    TRANSLATED,
    /** Requests side by side on TLS connections with HTTP/2. */
    HTTP2,
    /** Streams whose events come at a steady pace. */
    PACED,
    /** Connections that say nothing, and eight that ask. */
    IDLE
  }

  private final String title;
  private final Kind kind;
  private final String script;
  private final int bodyBytes;
  private final int clients;

  Workload(String title, Kind kind, String script, int bodyBytes, int clients) {
    this.title = title;
    this.kind = kind;
    this.script = script;
    this.bodyBytes = bodyBytes;
    this.clients = clients;
  }

  String title() {
    return title;
  }

  Kind kind() {
    return kind;
  }

  int clients() {
    return clients;
  }

  /** Milliseconds between two events of a paced stream. */
  int paceMillis() {
    return Integer.parseInt(script.substring("paced-".length()));
  }

  /** How many events a paced stream has that lasts so long, in seconds. */
  int events(int seconds) {
    return Math.max(2, seconds * 1000 / paceMillis());
  }

  boolean isStreamed() {
    return !script.equals("whole");
  }

  /** The request's body; the scripted upstream finds its orders in the model's name. */
  String body(int seconds) {
    String model = kind == Kind.PACED ? script + "-" + events(seconds) : script;
    return "{\"model\":\""
        + "bench-"
        + model
        + "\",\"stream\":"
        + isStreamed()
        + ",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\""
        + "x".repeat(bodyBytes - 120)
        + "\"}]}";
  }

  static Workload named(String title) {
    return Arrays.stream(values())
        .filter(workload -> workload.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no case \""
                        + title
                        + "\"; there are: "
                        + Arrays.stream(values())
                            .map(Workload::title)
                            .collect(Collectors.joining(", "))));
  }
}
