package dev.onr.admin;

import dev.onr.admin.shell.Pause;
import dev.onr.admin.shell.ProcessTerminal;
import dev.onr.admin.shell.Shell;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;

/** The operator's tool {@code onr-admin}. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code: 0 for success, 1 for any failure. */
  public static void main(String[] arguments) {
    Shell shell =
        new Shell(
            System.in,
            writer(FileDescriptor.out),
            writer(FileDescriptor.err),
            System.getenv(),
            Path.of(""),
            Clock.system(ZoneId.systemDefault()),
            new SecureRandom(),
            new ProcessTerminal(),
            Pause.SLEEP);
    int code = CommandLines.of(shell).execute(arguments);
    shell.out().flush();
    shell.err().flush();
    System.exit(code);
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
