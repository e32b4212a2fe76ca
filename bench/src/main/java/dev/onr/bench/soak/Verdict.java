package dev.onr.bench.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What was lost or kept, as sentences; none where all is well. */
final class Verdict {
  /** Idle connections to upstreams may still wait to be used again. */
  private static final int SOCKETS = 4;

  /** Pools of threads that grow with their first use. */
  private static final int THREADS = 4;

  private static final double HEAP_FACTOR = 1.15;
  private static final long HEAP_KB = 4 * 1024;

  private final List<String> faults = new ArrayList<>();

  /** Compares the process after the load with the one before, and while it was loaded. */
  void processes(Sample before, List<Sample> during, Sample after) {
    check(
        after.sockets() <= before.sockets() + SOCKETS,
        "connections stay open: " + before.sockets() + " sockets before, " + after.sockets());
    check(
        after.files() <= before.files(),
        "files stay open: " + before.files() + " before, " + after.files());
    check(
        after.others() <= before.others() + 2,
        "descriptors stay open: " + before.others() + " before, " + after.others());
    check(after.underWay() == 0, after.underWay() + " requests to upstreams never ended");
    if (during.size() >= 3) {
      long threads = during.getFirst().threads() + THREADS;
      check(after.threads() <= threads, "threads stay: " + after.threads() + " of " + threads);
      flat("heap", Sample::heapKb, during);
      flat("direct memory", Sample::nativeKb, during);
    }
  }

  /** The last third against the middle one. */
  private void flat(String name, ToLongFunction<Sample> kilobytes, List<Sample> during) {
    int third = during.size() / 3;
    double middle = mean(kilobytes, during.subList(third, during.size() - third));
    double last = mean(kilobytes, during.subList(during.size() - third, during.size()));
    check(
        last <= Math.max(middle * HEAP_FACTOR, middle + HEAP_KB),
        "%s grows: %.0f KB in the middle third, %.0f KB in the last".formatted(name, middle, last));
  }

  private static double mean(ToLongFunction<Sample> kilobytes, List<Sample> samples) {
    return samples.stream().mapToLong(kilobytes).average().orElse(0);
  }

  /** Every request has exactly one line. */
  void lines(long sent, List<String> logged) {
    Map<String, Integer> counts = new HashMap<>();
    logged.forEach(id -> counts.merge(id, 1, Integer::sum));
    List<String> missing = new ArrayList<>();
    for (long number = 1; number <= sent; number++) {
      if (!counts.containsKey("soak-" + number)) {
        missing.add("soak-" + number);
      }
    }
    check(missing.isEmpty(), missing.size() + " requests have no line: " + some(missing));
    List<String> twice =
        counts.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
    check(twice.isEmpty(), twice.size() + " requests have several lines: " + some(twice));
  }

  private static List<String> some(List<String> ids) {
    return ids.subList(0, Math.min(10, ids.size()));
  }

  void check(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }

  List<String> faults() {
    return faults;
  }
}
