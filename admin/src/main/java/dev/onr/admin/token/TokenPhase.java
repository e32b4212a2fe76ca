package dev.onr.admin.token;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.credential.TokenKey;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code token create phase}. */
@Command(name = "phase", description = "Prints a part of a token key: its query, or the whole.")
public final class TokenPhase implements Runnable {
  private final Shell shell;

  @Mixin private final TokenOptions token = new TokenOptions();

  @Parameters(index = "0", paramLabel = "PHASE", description = "query or uri")
  private String phase = "";

  public TokenPhase(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    String query = token.query(shell);
    switch (phase.strip().toLowerCase(Locale.ROOT)) {
      case "query" -> shell.out().println(query);
      case "uri" -> shell.out().println(TokenKey.PREFIX + query);
      default -> throw new Failure("unknown phase \"%s\" (expect: query|uri)".formatted(phase));
    }
  }
}
