package dev.onr.admin.shell;

import dev.onr.StandardStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The terminal of this process. */
public final class ProcessTerminal implements Terminal {
  @Override
  public boolean types() {
    return StandardStream.INPUT.isTerminal();
  }

  @Override
  public boolean watches() {
    return StandardStream.ERROR.isTerminal();
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
}
