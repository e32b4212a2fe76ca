package dev.onr.bench.beside;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line of {@code bench/run} wants.
 *
 * @param work for files of the run
 * @param results where run.json and run.md go
 * @param document a Markdown document that gets the figures
 */
record Wishes(
    Path work,
    Path results,
    Optional<Path> document,
    int seconds,
    int warmUpSeconds,
    int rounds,
    List<Workload> workloads,
    List<Contestant> contestants) {
  private static final List<String> NAMES =
      List.of("work", "results", "write", "seconds", "warm-up", "rounds", "cases", "gateways");

  Wishes {
    workloads = List.copyOf(workloads);
    contestants = List.copyOf(contestants);
  }

  /** Pairs of an option and its value. */
  static Wishes of(List<String> words) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i).replaceFirst("^--", "");
      if (!NAMES.contains(name) || i + 1 == words.size()) {
        throw new IllegalArgumentException(
            "bench/run takes pairs of --OPTION VALUE, with these options: " + NAMES);
      }
      options.put(name, words.get(i + 1));
    }
    String cases = options.getOrDefault("cases", "");
    return new Wishes(
        Path.of(options.getOrDefault("work", "target/bench")),
        Path.of(options.getOrDefault("results", "target")),
        Optional.ofNullable(options.get("write")).map(Path::of),
        Integer.parseInt(options.getOrDefault("seconds", "4")),
        Integer.parseInt(options.getOrDefault("warm-up", "20")),
        Integer.parseInt(options.getOrDefault("rounds", "3")),
        cases.isEmpty()
            ? List.of(Workload.values())
            : Arrays.stream(cases.split(",")).map(Workload::named).toList(),
        Contestant.named(
            Path.of("bench", "gateways").toAbsolutePath(),
            List.of(
                options.getOrDefault("gateways", "nginx,vertx,onr,onr-tls,onr-small").split(","))));
  }
}
