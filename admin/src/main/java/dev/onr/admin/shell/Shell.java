package dev.onr.admin.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Everything that a command touches beside its arguments.
 *
 * @param in standard input
 * @param out standard output: results, and nothing else
 * @param err standard error: errors, warnings, progress, words for people
 * @param environment the process's variables
 * @param directory what relative paths begin at
 * @param clock today's date and the time of files
 * @param random keys, nonces, verifiers; outside of tests a {@link java.security.SecureRandom}
 * @param terminal the person at the other end, if there is one
 * @param pause lets time pass
 */
public record Shell(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path directory,
    Clock clock,
    RandomGenerator random,
    Terminal terminal,
    Pause pause) {

  public Shell {
    environment = Map.copyOf(environment);
  }

  /** A variable without blanks around it; empty where it isn't set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /** A path as an operator writes it. */
  public Path path(String text) {
    return directory.resolve(text);
  }

  /**
   * All of standard input as text.
   *
   * @throws Failure when it can't be read
   */
  public String input() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Failure("can't read standard input: " + e.getMessage());
    }
  }

  /**
   * Names the file or folder as the operator would: from the working directory where it is below.
   */
  public String shown(Path path) {
    return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
  }
}
