package dev.onr.server;

import dev.onr.config.ConfigurationException;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The command {@code -s reload}: finds the process that runs with a configuration and sends it
 * SIGHUP. Of the configuration only the path of the pid file is looked at, so that a reload can be
 * asked for whatever else is wrong in it; the process itself will say that.
 */
final class ReloadCommand {
  private static final String DEFAULT_PID_FILE = "/var/run/onr.pid";

  private final Map<String, String> environment;
  private final PrintStream err;

  private static final class Failure extends Exception {
    Failure(String message) {
      super(message);
    }
  }

  ReloadCommand(Map<String, String> environment, PrintStream err) {
    this.environment = Map.copyOf(environment);
    this.err = err;
  }

  /** Sends the signal; gives the exit code. */
  int run(String configuration) {
    try {
      long pid = pid(pidFile(configuration));
      HangUp.send(pid);
      return ExitCode.FINE;
    } catch (Failure e) {
      err.println(e.getMessage());
    } catch (HangUp.Refused e) {
      err.println("send SIGHUP pid=" + e.pid() + ": " + e.getMessage());
    }
    return ExitCode.FAILED;
  }

  private Path pidFile(String configuration) throws Failure {
    String override = environment.getOrDefault("ONR_PID_FILE", "").strip();
    if (!override.isEmpty()) {
      return Path.of(override);
    }
    String configured = configuration.isBlank() ? "" : configuredPidFile(Path.of(configuration));
    return Path.of(configured.isEmpty() ? DEFAULT_PID_FILE : configured);
  }

  private static String configuredPidFile(Path configuration) throws Failure {
    SourceFile yaml;
    try {
      yaml = new SourceFile(configuration.toString(), Files.readString(configuration));
    } catch (IOException e) {
      throw new Failure("read config \"" + configuration + "\": " + ErrorText.of(e));
    }
    Findings findings = new Findings();
    String path =
        YamlMapping.open(yaml, findings)
            .mapping("server")
            .text("pid_file")
            .map(YamlText::text)
            .orElse("")
            .strip();
    try {
      var _ = findings.warningsOrThrow();
    } catch (ConfigurationException e) {
      throw new Failure(
          "parse config \"" + configuration + "\": " + e.diagnostics().getFirst().headline());
    }
    return path;
  }

  private static long pid(Path file) throws Failure {
    String content;
    try {
      content = Files.readString(file).strip();
    } catch (IOException e) {
      throw new Failure("read pid file \"" + file + "\": " + ErrorText.of(e));
    }
    if (!content.matches("0*[1-9][0-9]{0,8}")) {
      throw new Failure("invalid pid in \"" + file + "\": \"" + content + "\"");
    }
    return Long.parseLong(content);
  }
}
