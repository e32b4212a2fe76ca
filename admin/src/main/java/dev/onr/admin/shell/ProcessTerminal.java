package dev.onr.admin.shell;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The terminal of this process. */
public final class ProcessTerminal implements Terminal {
  private static final int INPUT = 0;
  private static final int ERROR = 2;

  @Override
  public boolean types() {
    return isTerminal(INPUT);
  }

  @Override
  public boolean watches() {
    return isTerminal(ERROR);
  }

  @Override
  public Optional<String> hiddenLine(String prompt) {
    return Optional.ofNullable(System.console())
        .map(console -> console.readPassword("%s", prompt))
        .map(String::new);
  }

  @Override
  public boolean browse(String url) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    List<String> command =
        system.startsWith("mac")
            ? List.of("open", url)
            : system.startsWith("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", url)
                : List.of("xdg-open", url);
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Linux shows what each descriptor is; elsewhere Java knows of input and output together. */
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
  }
}
