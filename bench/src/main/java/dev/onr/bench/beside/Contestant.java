package dev.onr.bench.beside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that stands between clients and the upstream, described by one file of bench/gateways:
 * a program that writes its configuration into {@code $WORK} and becomes the gateway, with facts in
 * comments.
 *
 * @param script what starts it; empty for the upstream itself
 * @param facts {@code key}, {@code model-prefix}, {@code chat}, {@code messages}, {@code cases} and
 *     {@code tls}, see bench/gateways/README.md
 */
record Contestant(String name, Optional<Path> script, Map<String, String> facts) {
  /** The upstream without anything in front of it: what the harness itself costs. */
  static final Contestant DIRECT = new Contestant("direct", Optional.empty(), Map.of());

  Contestant {
    facts = Map.copyOf(facts);
  }

  static Contestant read(Path script) {
    Map<String, String> facts = new HashMap<>();
    try {
      for (String line : Files.readAllLines(script)) {
        int colon = line.indexOf(": ");
        if (line.startsWith("# ") && colon > 0 && line.indexOf(' ', 2) > colon) {
          facts.put(line.substring(2, colon), line.substring(colon + 2).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no gateway: " + script + " cannot be read", e);
    }
    return new Contestant(script.getFileName().toString(), Optional.of(script), facts);
  }

  /** What a client presents. */
  String key() {
    return facts.getOrDefault("key", "bench");
  }

  /** Of what it listens to at {@code $PORT}. */
  String scheme() {
    return facts.getOrDefault("tls", "").equals("only") ? "https" : "http";
  }

  String path(Workload workload) {
    String chat = facts.getOrDefault("chat", "/v1/chat/completions");
    return workload.kind() == Workload.Kind.TRANSLATED
        ? facts.getOrDefault("messages", chat)
        : chat;
  }

  /** The body with the model as this gateway wants to hear it. */
  String body(Workload workload, int seconds) {
    return workload
        .body(seconds)
        .replaceFirst("bench-", facts.getOrDefault("model-prefix", "bench-"));
  }

  boolean takesPartIn(Workload workload) {
    if (script.isEmpty()) {
      return workload.kind() == Workload.Kind.CLOSED || workload.kind() == Workload.Kind.PACED;
    }
    if (workload.kind() == Workload.Kind.HTTP2 && !facts.containsKey("tls")) {
      return false;
    }
    List<String> cases = Arrays.asList(facts.getOrDefault("cases", "").split("[ ,]+"));
    return cases.equals(List.of("")) || cases.contains(workload.title());
  }

  /** Those that run when the command line names none, and the upstream itself. */
  static List<Contestant> named(Path directory, List<String> names) {
    return Stream.concat(
            Stream.of(DIRECT), names.stream().map(name -> read(directory.resolve(name))))
        .toList();
  }
}
