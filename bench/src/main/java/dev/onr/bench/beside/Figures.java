package dev.onr.bench.beside;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All figures of a run, and what is printed of them: medians over the rounds. */
record Figures(List<Round> rounds, List<Start> starts) {
  /** One case of one contestant in one round; CPU in microseconds per unit. */
  record Round(
      Workload workload, String contestant, int number, Load load, double cpu, double residentMb) {}

  /** How a contestant begins: milliseconds to the first answer, MB resident after 500 requests. */
  record Start(String contestant, long millis, double residentMb) {}

  Figures {
    rounds = List.copyOf(rounds);
    starts = List.copyOf(starts);
  }

  /** The median over the rounds of one case; NaN where there are none. */
  double median(Workload workload, String contestant, ToDoubleFunction<Round> figure) {
    return median(
        rounds.stream()
            .filter(round -> round.workload() == workload && round.contestant().equals(contestant))
            .mapToDouble(figure)
            .toArray());
  }

  List<String> contestants() {
    return rounds.stream().map(Round::contestant).distinct().toList();
  }

  List<Workload> workloads() {
    return rounds.stream().map(Round::workload).distinct().toList();
  }

  static double median(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
