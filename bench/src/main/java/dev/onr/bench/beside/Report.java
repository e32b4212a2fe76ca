package dev.onr.bench.beside;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures as Markdown and as JSON. */
record Report(Figures figures, String machine) {
  private static final String YARDSTICK = "nginx";

  String markdown() {
    StringBuilder out = new StringBuilder(machine).append("\n\n");
    out.append(
        "| start | to first answer, ms | resident after 500 requests, MB |\n|---|---:|---:|\n");
    figures.starts().stream()
        .map(Figures.Start::contestant)
        .distinct()
        .forEach(name -> out.append(startLine(name)));
    out.append(
        """

        | case | gateway | per s | p50 us | p99 us | first byte p50 / p99 us | CPU us | times nginx's | MB | errors |
        |---|---|---:|---:|---:|---:|---:|---:|---:|---:|
        """);
    for (Workload workload : figures.workloads()) {
      for (String name : figures.contestants()) {
        if (!Double.isNaN(median(workload, name, Figures.Round::cpu))) {
          out.append(line(workload, name));
        }
      }
    }
    return out.toString();
  }

  private String startLine(String name) {
    List<Figures.Start> starts =
        figures.starts().stream().filter(start -> start.contestant().equals(name)).toList();
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f |\n",
        name,
        Figures.median(starts.stream().mapToDouble(Figures.Start::millis).toArray()),
        Figures.median(starts.stream().mapToDouble(Figures.Start::residentMb).toArray()));
  }

  private String line(Workload workload, String name) {
    double cpu = median(workload, name, Figures.Round::cpu);
    double ratio = cpu / median(workload, YARDSTICK, Figures.Round::cpu);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f | %.0f | %s | %.1f | %s | %.0f | %.0f |\n",
        workload.title(),
        name,
        median(workload, name, round -> round.load().units() / round.load().seconds()),
        median(workload, name, round -> round.load().p50()),
        median(workload, name, round -> round.load().p99()),
        workload.kind() == Workload.Kind.PACED ? firstByte(workload, name) : "",
        cpu,
        Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio),
        median(workload, name, Figures.Round::residentMb),
        median(workload, name, round -> round.load().errors()));
  }

  private String firstByte(Workload workload, String name) {
    return String.format(
        Locale.ROOT,
        "%.0f / %.0f",
        median(workload, name, round -> round.load().firstByteP50()),
        median(workload, name, round -> round.load().firstByteP99()));
  }

  private double median(Workload workload, String name, ToDoubleFunction<Figures.Round> figure) {
    return figures.median(workload, name, figure);
  }

  /** Every round as it was measured. */
  String json() {
    JsonMapper mapper = new JsonMapper();
    ObjectNode root = mapper.createObjectNode().put("machine", machine);
    ArrayNode starts = root.putArray("starts");
    for (Figures.Start start : figures.starts()) {
      starts
          .addObject()
          .put("gateway", start.contestant())
          .put("first_answer_ms", start.millis())
          .put("resident_mb", start.residentMb());
    }
    ArrayNode rounds = root.putArray("rounds");
    for (Figures.Round round : figures.rounds()) {
      Load load = round.load();
      rounds
          .addObject()
          .put("case", round.workload().title())
          .put("gateway", round.contestant())
          .put("round", round.number())
          .put("units", load.units())
          .put("seconds", load.seconds())
          .put("p50_us", load.p50())
          .put("p99_us", load.p99())
          .put("first_byte_p50_us", load.firstByteP50())
          .put("first_byte_p99_us", load.firstByteP99())
          .put("cpu_us_per_unit", round.cpu())
          .put("resident_mb", round.residentMb())
          .put("errors", load.errors());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /** A document with the figures between its two marks. */
  static String renewed(String document, String figures) {
    String from = "<!-- figures -->\n";
    String to = "<!-- end of figures -->\n";
    int start = document.indexOf(from);
    int end = document.indexOf(to);
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "the document needs the lines "
              + List.of(from.strip(), to.strip()).stream().collect(Collectors.joining(" and ")));
    }
    return document.substring(0, start + from.length())
        + "\n"
        + figures
        + "\n"
        + document.substring(end);
  }
}
