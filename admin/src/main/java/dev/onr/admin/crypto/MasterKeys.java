package dev.onr.admin.crypto;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.credential.EncryptionException;
import dev.onr.credential.MasterKey;

/** The master key of the environment. */
final class MasterKeys {
  private MasterKeys() {}

  /**
   * Reads {@code ONR_MASTER_KEY}.
   *
   * @param attempt what it is for, as in {@code encrypt: }
   */
  static MasterKey of(Shell shell, String attempt) {
    String text = shell.variable(MasterKey.VARIABLE);
    if (text.isEmpty()) {
      throw new Failure(
          "%s%s is required; make one with onr-admin crypto gen-master-key --export"
              .formatted(attempt, MasterKey.VARIABLE));
    }
    try {
      return MasterKey.of(text);
    } catch (EncryptionException e) {
      throw new Failure(attempt + e.getMessage());
    }
  }
}
