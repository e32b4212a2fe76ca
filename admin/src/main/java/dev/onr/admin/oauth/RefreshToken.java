package dev.onr.admin.oauth;

import dev.onr.admin.shell.DurationOption;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.auth.login.LoginProfile;
import dev.onr.auth.login.LoginRequests;
import dev.onr.credential.Secret;
import dev.onr.json.JsonTree;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code oauth refresh-token}. */
@Command(
    name = "refresh-token",
    description = {
      "Logs in at a provider and prints the refresh token, which becomes a key in the keys file.",
      "The token alone goes to standard output; everything else to standard error."
    })
public final class RefreshToken implements Runnable {
  private static final int SHOWN_WHOLE = 10;
  private static final int SHOWN_START = 6;
  private static final int SHOWN_END = 4;

  private final Shell shell;

  @Mixin private final LoginOptions login = new LoginOptions();

  @Option(names = "--no-browser", arity = "0..1", description = "Do not start a browser.")
  private boolean noBrowser;

  @Option(
      names = "--callback-port",
      paramLabel = "PORT",
      description = "Where the browser comes back to (default: ${DEFAULT-VALUE}).")
  private int port = 2468;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait: 90s, 5m, 1h (default: ${DEFAULT-VALUE}).")
  private String timeout = "5m";

  @Option(
      names = "--redirect-uri",
      paramLabel = "URL",
      description = "Default: http://localhost:PORT/auth/callback; must be on this machine.")
  private Optional<String> redirect = Optional.empty();

  @Mixin private final OutputOptions output = new OutputOptions();

  public RefreshToken(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if (port < 1 || port > 65_535) {
      throw new Failure("callback-port must be between 1 and 65535");
    }
    Duration patience = DurationOption.parse("timeout", timeout);
    LoginRequests requests = login.requests(shell);
    Secret token =
        requests.profile().flow() == LoginProfile.Flow.DEVICE
            ? new DeviceLogin(shell, requests).refreshToken(!noBrowser, patience)
            : new CodeLogin(
                    shell,
                    requests,
                    port,
                    redirect.map(String::strip).filter(text -> !text.isEmpty()))
                .refreshToken(!noBrowser, patience);
    print(requests.profile().name(), token);
  }

  private void print(String profile, Secret token) {
    if (output.json()) {
      OutputOptions.print(
          shell, JsonTree.object().put("provider", profile).put("refresh_token", token.reveal()));
      return;
    }
    shell.out().println(token.reveal());
    shell.out().flush();
    shell.err().println("next steps:");
    shell.err().println("  1. encrypt it: onr-admin crypto encrypt");
    shell.err().println("  2. put it into keys.yaml as the value of a key of the provider");
    shell.err().println("  3. make the gateway read it: onr -s reload");
    shell.err().println("refresh token: " + masked(token.reveal()));
  }

  private static String masked(String token) {
    return token.length() <= SHOWN_WHOLE
        ? token
        : token.substring(0, SHOWN_START) + "..." + token.substring(token.length() - SHOWN_END);
  }
}
