package dev.onr.admin.crypto;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.credential.MasterKey;
import dev.onr.json.JsonTree;
import java.util.Base64;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code crypto gen-master-key}. */
@Command(
    name = "gen-master-key",
    description = "Prints a new random master key of 256 bits. Keep it apart from the keys file.")
public final class GenerateMasterKey implements Runnable {
  private static final int BYTES = 32;

  private final Shell shell;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "base64 (with padding) or base64url (without); default: ${DEFAULT-VALUE}")
  private String format = "base64";

  @Option(names = "--export", arity = "0..1", description = "Print a line for a shell to run.")
  private boolean export;

  @Mixin private final OutputOptions output = new OutputOptions();

  public GenerateMasterKey(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Base64.Encoder encoder = encoder();
    byte[] key = new byte[BYTES];
    shell.random().nextBytes(key);
    String text = encoder.encodeToString(key);
    if (output.json()) {
      OutputOptions.print(shell, JsonTree.object().put("master_key", text));
    } else {
      shell.out().println(export ? "export %s='%s'".formatted(MasterKey.VARIABLE, text) : text);
    }
  }

  private Base64.Encoder encoder() {
    return switch (format.strip().toLowerCase(Locale.ROOT)) {
      case "base64" -> Base64.getEncoder();
      case "base64url" -> Base64.getUrlEncoder().withoutPadding();
      default -> throw new Failure("invalid --format, expect base64 or base64url");
    };
  }
}
