package dev.onr.server;

import dev.onr.server.demo.Demo;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** The gateway with a simulated upstream in the same process, for a first look. */
final class DemoProcess {
  private static final int PORT = 3300;

  /** The demo brings its own configuration; of the environment only what is about the process. */
  private static final Set<String> HEEDED =
      Set.of(
          "ONR_LISTEN",
          "ONR_LOG_LEVEL",
          "ONR_ACCESS_LOG_PATH",
          "ONR_ACCESS_LOG_FORMAT",
          "ONR_ACCESS_LOG_FORMAT_PRESET");

  private DemoProcess() {}

  /** Makes the gateway's process from variables, and tells who wants to hear of its port. */
  interface Processes {
    GatewayProcess with(Map<String, String> environment, IntConsumer onListening);
  }

  /** Serves the demo until a signal ends it; gives the exit code. */
  static int serve(Map<String, String> environment, Processes processes, PrintStream err) {
    Path directory;
    try {
      directory = Files.createTempDirectory("onr-demo-");
    } catch (IOException e) {
      err.println("demo: no directory for its files: " + ErrorText.of(e));
      return ExitCode.FAILED;
    }
    Vertx vertx = Vertx.vertx();
    try {
      Demo demo =
          Demo.prepare(vertx, directory, PORT).toCompletionStage().toCompletableFuture().join();
      return processes
          .with(heeded(environment), port -> err.print(demo.banner(port)))
          .serve(demo.configuration());
    } catch (CompletionException e) {
      err.println("demo: " + ErrorText.of(e.getCause() == null ? e : e.getCause()));
      return ExitCode.FAILED;
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      remove(directory);
    }
  }

  private static Map<String, String> heeded(Map<String, String> environment) {
    Map<String, String> heeded = new HashMap<>(environment);
    heeded.keySet().removeIf(name -> name.startsWith("ONR_") && !HEEDED.contains(name));
    return heeded;
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A directory for temporary files is where such files may stay.
    }
  }
}
