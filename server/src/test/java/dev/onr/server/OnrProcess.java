package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The command {@code onr} in a Java process of its own, as an operator starts it. */
final class OnrProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Lines out;
  private final Lines err;

  /** The lines that a process has printed so far. */
  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reading;
    private boolean ended;

    Lines(InputStream from) {
      reading = Thread.ofPlatform().daemon().start(() -> read(from));
    }

    private void read(InputStream from) {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          add(line);
        }
      } catch (IOException e) {
        add("could not read: " + e);
      } finally {
        end();
      }
    }

    private synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    synchronized List<String> all() {
      return List.copyOf(lines);
    }

    List<String> allOfThem() throws InterruptedException {
      reading.join();
      return all();
    }

    synchronized String await(Predicate<String> wanted, int from) throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      int at = from;
      while (true) {
        for (; at < lines.size(); at++) {
          if (wanted.test(lines.get(at))) {
            return lines.get(at);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (ended || left <= 0) {
          return fail("the line did not come; there are: " + String.join("\n", lines));
        }
        wait(left);
      }
    }
  }

  private OnrProcess(Process process) {
    this.process = process;
    this.out = new Lines(process.getInputStream());
    this.err = new Lines(process.getErrorStream());
  }

  /**
   * Starts it.
   *
   * @param directory the working directory
   * @param environment variables beside those that every process has; no {@code ONR_} variable of
   *     the test's own environment reaches it
   */
  static OnrProcess start(Path directory, Map<String, String> environment, String... arguments) {
    return start(
        directory,
        environment,
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"),
        arguments);
  }

  /** As {@link #start(Path, Map, String...)}, with the JVM's flags. */
  static OnrProcess start(
      Path directory, Map<String, String> environment, List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.onr.server.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ONR_"));
    builder.environment().putAll(environment);
    try {
      return new OnrProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line of standard error that contains a text. */
  String awaitError(String part) throws InterruptedException {
    return err.await(line -> line.contains(part), 0);
  }

  /** Waits for a further line of standard error, after the first {@code seen} ones. */
  String awaitError(String part, int seen) throws InterruptedException {
    return err.await(line -> line.contains(part), seen);
  }

  /** Waits for a line of standard output that contains a text. */
  String awaitOutput(String part) throws InterruptedException {
    return out.await(line -> line.contains(part), 0);
  }

  /** Waits until the gateway says that it listens, and gives its address. */
  String awaitUrl() throws InterruptedException {
    return awaitUrl("| open-next-router listening |");
  }

  /** Waits until the gateway says that it listens for its operator, and gives that address. */
  String awaitAdminUrl() throws InterruptedException {
    return awaitUrl("| admin listening |");
  }

  private String awaitUrl(String announcement) throws InterruptedException {
    return awaitError(announcement).replaceFirst(".*listen_url=(\\S+).*", "$1");
  }

  /** How many lines standard error has so far. */
  int errorsSoFar() {
    return err.all().size();
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal by its name without SIG. */
  void signal(String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor())
        .isZero();
  }

  /** Waits for the end and gives the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("it did not end; standard error: " + String.join("\n", err.all()));
    }
    return process.exitValue();
  }

  /** All of standard output, once the process has ended. */
  List<String> output() throws InterruptedException {
    return out.allOfThem();
  }

  /** All of standard error, once the process has ended. */
  List<String> errors() throws InterruptedException {
    return err.allOfThem();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
