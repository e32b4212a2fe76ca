package dev.onr.bench.beside;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk: connections that ask again when they have their answer. */
record Wrk(Path work) {
  private static final Pattern PERCENTILE =
      Pattern.compile("(?m)^ +(50|99)% +([0-9.]+)(us|ms|s|m)$");
  private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ([0-9.]+)(us|ms|s|m)");
  private static final Pattern ERRORS =
      Pattern.compile(
          "Non-2xx or 3xx responses: (\\d+)|Socket errors: connect (\\d+), read (\\d+), write"
              + " (\\d+), timeout (\\d+)");

  Load run(Running target, Workload workload, int connections, int seconds)
      throws IOException, InterruptedException {
    Contestant contestant = target.contestant();
    Path script = work.resolve(contestant.name() + "-" + workload.title() + ".lua");
    Files.writeString(
        script,
        """
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["Authorization"] = "Bearer %s"
        wrk.body = '%s'
        """
            .formatted(contestant.key(), contestant.body(workload, seconds)));
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--latency",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + target.port() + contestant.path(workload))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return read(output);
  }

  private static Load read(String output) {
    Matcher total = TOTAL.matcher(output);
    if (!total.find()) {
      throw new IllegalStateException("wrk failed: " + output);
    }
    double p50 = 0;
    double p99 = 0;
    for (Matcher line = PERCENTILE.matcher(output); line.find(); ) {
      double micros = micros(line.group(2), line.group(3));
      p50 = line.group(1).equals("50") ? micros : p50;
      p99 = line.group(1).equals("99") ? micros : p99;
    }
    long errors = 0;
    for (Matcher line = ERRORS.matcher(output); line.find(); ) {
      for (int i = 1; i <= line.groupCount(); i++) {
        errors += line.group(i) == null ? 0 : Long.parseLong(line.group(i));
      }
    }
    return Load.ofAnswers(
        Long.parseLong(total.group(1)),
        micros(total.group(2), total.group(3)) / 1e6,
        p50,
        p99,
        errors);
  }

  private static double micros(String number, String unit) {
    return Double.parseDouble(number)
        * switch (unit) {
          case "us" -> 1;
          case "ms" -> 1e3;
          case "s" -> 1e6;
          default -> 60e6;
        };
  }
}
