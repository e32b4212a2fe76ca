package dev.onr.admin.crypto;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.credential.EncryptedValue;
import dev.onr.credential.EncryptionException;
import dev.onr.credential.MasterKey;
import dev.onr.credential.Secret;
import dev.onr.json.JsonTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code crypto decrypt}: the one command whose purpose is to show a secret. */
@Command(
    name = "decrypt",
    description = "Prints what an encrypted value hides, opened with the key in ONR_MASTER_KEY.")
public final class Decrypt implements Runnable {
  private final Shell shell;

  @Mixin private final SecretInput input = new SecretInput();
  @Mixin private final OutputOptions output = new OutputOptions();

  public Decrypt(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    MasterKey key = MasterKeys.of(shell, "decrypt: ");
    String sealed = input.read(shell, "ENC[...] value: ");
    try {
      Secret plain = EncryptedValue.decrypt(sealed, key);
      if (output.json()) {
        OutputOptions.print(shell, JsonTree.object().put("text", plain.reveal()));
      } else {
        shell.out().println(plain.reveal());
      }
    } catch (EncryptionException e) {
      throw new Failure("decrypt: " + e.getMessage());
    }
  }
}
