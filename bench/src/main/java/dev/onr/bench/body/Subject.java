package dev.onr.bench.body;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway's process with flags of the measurement's own. */
final class Subject implements AutoCloseable {
  private static final Pattern PAUSE =
      Pattern.compile("\\[(\\d+)ns\\].* Pause .* ([0-9.]+)ms", Pattern.MULTILINE);
  private static final Pattern USED =
      Pattern.compile("(?:DefNew|Tenured).*total \\d+K, used (\\d+)K");

  private final Process process;
  private final Path work;

  private Subject(Process process, Path work) {
    this.process = process;
    this.work = work;
  }

  /**
   * Starts it with {@code onr.yaml} of the directory and waits until it answers.
   *
   * @param flags those of the JVM, all of them
   */
  static Subject start(String command, Path work, int port, List<String> flags)
      throws IOException, InterruptedException {
    Path jvm = Files.write(work.resolve("jvm"), flags);
    Files.deleteIfExists(gcLog(work));
    ProcessBuilder builder =
        new ProcessBuilder(command, "-c", work.resolve("onr.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("log").toFile());
    builder.environment().put("ONR_JVM", jvm.toString());
    builder.environment().put("ONR_AOT", "off");
    builder.environment().put("ONR_JVM_FLAGS", "-Xlog:gc:file=" + gcLog(work) + ":timenanos");
    Subject subject = new Subject(builder.start(), work);
    for (int tries = 0; ; tries++) {
      try (var _ = Wire.connect(port)) {
        return subject;
      } catch (IOException e) {
        if (tries == 300 || !subject.process.isAlive()) {
          throw new IllegalStateException("onr does not start; see " + work.resolve("log"), e);
        }
        Thread.sleep(100);
      }
    }
  }

  private static Path gcLog(Path work) {
    return work.resolve("gc.log");
  }

  /** Ends it if it still runs then: without memory it may never answer. */
  void endAfter(Duration time) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                if (!process.waitFor(time)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.destroyForcibly();
              }
            });
  }

  /** When the collector stopped everything. */
  List<Probe.Span> pauses() throws IOException {
    Matcher pause = PAUSE.matcher(Files.readString(gcLog(work)));
    List<Probe.Span> pauses = new ArrayList<>();
    while (pause.find()) {
      long end = Long.parseLong(pause.group(1));
      pauses.add(new Probe.Span(end - (long) (Double.parseDouble(pause.group(2)) * 1e6), end));
    }
    return pauses;
  }

  /** What is in the heap once garbage was collected, in KB. */
  long live() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    long sum = 0;
    while (used.find()) {
      sum += Long.parseLong(used.group(1));
    }
    return sum;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return output;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
