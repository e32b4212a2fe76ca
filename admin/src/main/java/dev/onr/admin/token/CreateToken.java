package dev.onr.admin.token;

import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.credential.TokenKey;
import dev.onr.json.JsonTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code token create}. */
@Command(
    name = "create",
    description = {
      "Prints a token key: an access key that names a provider, a model or an upstream key.",
      "It is neither signed nor limited in time; whoever holds it can read and change it."
    })
public final class CreateToken implements Runnable {
  private final Shell shell;

  @Mixin private final TokenOptions token = new TokenOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  public CreateToken(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    String uri = TokenKey.PREFIX + token.query(shell);
    if (output.json()) {
      OutputOptions.print(shell, JsonTree.object().put("token", uri));
    } else {
      shell.out().println(uri);
    }
  }
}
