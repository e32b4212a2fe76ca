package dev.onr.admin.crypto;

import dev.onr.admin.config.KeysOptions;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.FileReplacement;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.config.ConfigurationException;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.YamlSource;
import dev.onr.credential.EncryptedValue;
import dev.onr.credential.KeyFileEncryption;
import dev.onr.credential.MasterKey;
import dev.onr.credential.Secret;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code crypto encrypt-keys}. */
@Command(
    name = "encrypt-keys",
    description = {
      "Encrypts every secret in the keys file that is still readable, with ONR_MASTER_KEY.",
      "Comments, order and layout stay; the file is replaced in one step and keeps its mode."
    })
public final class EncryptKeys implements Runnable {
  private final Shell shell;

  @Mixin private final KeysOptions keys = new KeysOptions();

  @Option(
      names = "--backup",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = {
        "Keep the old file as FILE.bak.TIME, encrypted as a whole; crypto decrypt opens it.",
        "Default: ${DEFAULT-VALUE}."
      })
  private boolean backup;

  @Option(names = "--dry-run", arity = "0..1", description = "Only count; change nothing.")
  private boolean dryRun;

  @Mixin private final OutputOptions output = new OutputOptions();

  public EncryptKeys(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Path file = keys.file(shell);
    try {
      SourceFile yaml =
          YamlSource.readIfPresent(file).orElseGet(() -> new SourceFile(file.toString(), ""));
      KeyFileEncryption encryption = KeyFileEncryption.of(yaml);
      if (encryption.count() == 0) {
        report(file, 0, "encrypt-keys: no plaintext value found");
        return;
      }
      MasterKey key = MasterKeys.of(shell, "encrypt value failed: ");
      String sealed = encryption.apply(key, shell.random());
      if (dryRun) {
        report(
            file,
            encryption.count(),
            "encrypt-keys: %d value(s) would be encrypted (dry-run)".formatted(encryption.count()));
        return;
      }
      if (backup) {
        writeBackup(file, yaml.text(), key);
      }
      FileReplacement.write(file, sealed.getBytes(StandardCharsets.UTF_8));
      report(
          file,
          encryption.count(),
          "encrypt-keys: encrypted %d value(s) in %s"
              .formatted(encryption.count(), shell.shown(file)));
    } catch (ConfigurationException e) {
      throw Failure.of("load keys: ", e);
    }
  }

  /** The old file holds the very texts that are to disappear, so it is sealed too. */
  private void writeBackup(Path file, String text, MasterKey key) {
    String sealed = EncryptedValue.encrypt(Secret.of(text), key, shell.random());
    FileReplacement.write(
        FileReplacement.backupOf(file, shell.clock()),
        (sealed + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void report(Path file, int count, String line) {
    if (output.json()) {
      OutputOptions.print(
          shell,
          JsonTree.object()
              .put("file", shell.shown(file))
              .put("values", count)
              .put("written", count > 0 && !dryRun));
    } else {
      shell.out().println(line);
    }
  }
}
