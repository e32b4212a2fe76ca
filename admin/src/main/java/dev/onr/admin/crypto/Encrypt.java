package dev.onr.admin.crypto;

import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.credential.EncryptedValue;
import dev.onr.credential.MasterKey;
import dev.onr.credential.Secret;
import dev.onr.json.JsonTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code crypto encrypt}. */
@Command(
    name = "encrypt",
    description = "Encrypts one text for the keys file, with the key in ONR_MASTER_KEY.")
public final class Encrypt implements Runnable {
  private final Shell shell;

  @Mixin private final SecretInput input = new SecretInput();
  @Mixin private final OutputOptions output = new OutputOptions();

  public Encrypt(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    MasterKey key = MasterKeys.of(shell, "encrypt: ");
    Secret plain = Secret.of(input.read(shell, "Text to encrypt (not shown): "));
    String sealed = EncryptedValue.encrypt(plain, key, shell.random());
    if (output.json()) {
      OutputOptions.print(shell, JsonTree.object().put("encrypted", sealed));
    } else {
      shell.out().println(sealed);
    }
  }
}
