package dev.onr.server;

import dev.onr.BuildInfo;
import dev.onr.server.log.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The command {@code onr}. */
public final class Main {
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  private Main(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Does what the command line asks for and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = new Main(System.getenv(), out, err).run(List.of(arguments));
    out.flush();
    System.exit(code);
  }

  private int run(List<String> words) {
    return switch (Arguments.parse(words)) {
      case Arguments.Help() -> misused("");
      case Arguments.Wrong(String reason) -> misused(reason + "\n");
      case Arguments.Version() -> version();
      case Arguments.SendSignal(String signal, String file) -> send(signal, file);
      case Arguments.Check(String file) ->
          new ConfigurationCheck(loader(), out, err).run(Path.of(file));
      case Arguments.Explain(String file, List<String> route) ->
          new ConfigurationCheck(loader(), out, err).explain(Path.of(file), route);
      case Arguments.Serve(String file) -> process(environment, port -> {}).serve(Path.of(file));
      case Arguments.ServeDemo() -> DemoProcess.serve(environment, this::process, err);
    };
  }

  private GatewayProcess process(Map<String, String> variables, IntConsumer onListening) {
    return new GatewayProcess(
        new SnapshotLoader(variables, Terminal.colourOnOutput(environment)),
        out,
        err,
        Clock.system(ZoneId.systemDefault()),
        Terminal.colourOnError(environment),
        onListening);
  }

  private SnapshotLoader loader() {
    return new SnapshotLoader(environment, Terminal.colourOnOutput(environment));
  }

  private int misused(String reason) {
    err.print(reason + Arguments.USAGE);
    return ExitCode.MISUSED;
  }

  private int send(String signal, String configuration) {
    if (!Arguments.isReload(signal)) {
      err.println("unsupported -s value: " + signal + " (supported: reload)");
      return ExitCode.MISUSED;
    }
    return new ReloadCommand(environment, err).run(configuration);
  }

  private int version() {
    BuildInfo.read().lines().forEach(out::println);
    return ExitCode.FINE;
  }
}
