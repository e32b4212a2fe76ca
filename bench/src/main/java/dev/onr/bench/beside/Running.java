package dev.onr.bench.beside;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process and its children.
 *
 * @param startMillis from the start of the process to its first answer
 */
record Running(Contestant contestant, Process process, int port, int tlsPort, long startMillis) {
  /** Ticks of /proc/PID/stat, USER_HZ: 100 a second on every Linux that Java runs on. */
  private static final long MICROS_PER_TICK = 10_000;

  /** User and system time so far, in microseconds, as the kernel counts it. */
  long cpuMicros() throws IOException {
    long ticks = 0;
    for (Path directory : processes()) {
      String stat = read(directory.resolve("stat"));
      // After the name in parentheses, which may hold blanks: utime and stime are fields 14 and 15.
      List<String> fields =
          List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1));
      if (fields.size() > 12) {
        ticks += Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
      }
    }
    return ticks * MICROS_PER_TICK;
  }

  /** Resident memory in MB; what several processes share counts for each. */
  double residentMb() throws IOException {
    long kilobytes = 0;
    for (Path directory : processes()) {
      kilobytes +=
          read(directory.resolve("status"))
              .lines()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
    }
    return kilobytes / 1024.0;
  }

  /** What a load of this kind asks, on one of the two ports. */
  RequestOptions request(Workload workload, int at) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost("127.0.0.1")
        .setPort(at)
        .setURI(contestant.path(workload))
        .putHeader("authorization", "Bearer " + contestant.key())
        .putHeader("content-type", "application/json");
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private List<Path> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> Path.of("/proc", Long.toString(handle.pid())))
        .toList();
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return ") ";
    }
  }
}
