package dev.onr.admin;

import dev.onr.admin.shell.Shell;
import dev.onr.admin.shell.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Runs onr-admin within this process, in a folder of its own, at a time of its own. */
public final class Admin {
  /** When all commands of tests run. */
  public static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final TestClock clock = new TestClock();
  private String input = "";
  private Terminal terminal = Terminal.NONE;

  public Admin(Path directory) {
    this.directory = directory;
  }

  /** What a command left behind. */
  public record Result(int code, String out, String err) {}

  /** How long commands have waited. */
  public Duration waited() {
    return Duration.between(NOW, clock.instant());
  }

  /** Sets a variable of the environment. */
  public Admin with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Sets what stands on standard input. */
  public Admin typing(String text) {
    input = text;
    return this;
  }

  /** Puts a person before it. */
  public Admin at(Terminal person) {
    terminal = person;
    return this;
  }

  /** Writes a file below the folder. */
  public Path write(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file below the folder. */
  public String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end. */
  public Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Shell shell =
        new Shell(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            environment,
            directory,
            clock,
            new SplittableRandom(7),
            terminal,
            clock::advance);
    int code = CommandLines.of(shell).execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  /** Stands still but for pauses, which pass at once. */
  private static final class TestClock extends Clock {
    private Instant now = NOW;

    void advance(Duration pause) {
      now = now.plus(pause);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
