package dev.onr.admin.oauth;

import dev.onr.admin.query.HttpExchange;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Progress;
import dev.onr.admin.shell.Shell;
import dev.onr.auth.login.DeviceCode;
import dev.onr.auth.login.LoginRequests;
import dev.onr.credential.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A login on a page elsewhere, while this machine asks whether it is done. */
final class DeviceLogin {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** How much slower to ask when told to slow down (RFC 8628 §3.5). */
  private static final Duration SLOWER = Duration.ofSeconds(5);

  private final Shell shell;
  private final LoginRequests login;
  private final TokenEndpoint endpoint;

  DeviceLogin(Shell shell, LoginRequests login) {
    this.shell = shell;
    this.login = login;
    this.endpoint = new TokenEndpoint(login);
  }

  /** Shows the page and the code, and asks until there is a token. */
  Secret refreshToken(boolean openBrowser, Duration timeout) {
    HttpExchange.Answer answer = endpoint.send(login.deviceCode());
    endpoint.requireSuccess("device endpoint", answer);
    DeviceCode code =
        DeviceCode.read(answer.body())
            .orElseThrow(
                () -> new Failure("device response lacks device_code or verification_uri"));
    endpoint.hide(code.deviceCode());
    shell
        .err()
        .println(
            "Complete OAuth device login for provider \"%s\":".formatted(login.profile().name()));
    shell.err().println(code.page());
    if (!code.userCode().isEmpty()) {
      shell.err().println("User code: " + code.userCode());
    }
    if (openBrowser) {
      shell.terminal().browse(code.page());
    }
    Duration patience =
        Stream.of(LONGEST, timeout, code.lifetime().orElse(LONGEST))
            .min(Duration::compareTo)
            .orElse(LONGEST);
    return poll(code, shell.clock().instant().plus(patience));
  }

  private Secret poll(DeviceCode code, Instant deadline) {
    Duration interval = code.interval();
    try (Progress progress = new Progress(shell)) {
      while (true) {
        HttpExchange.Answer answer = endpoint.send(login.poll(code.deviceCode()));
        String error =
            TokenEndpoint.json(answer).map(root -> DeviceCode.text(root, "error")).orElse("");
        switch (error) {
          case "" -> {
            return endpoint.refreshToken(answer);
          }
          case "authorization_pending" -> {}
          case "slow_down" -> interval = interval.plus(SLOWER);
          case "expired_token" -> throw new Failure("device code expired; begin the login again");
          case "access_denied" -> throw new Failure("device login denied by the user");
          default -> throw new Failure("device login failed: " + error);
        }
        if (shell.clock().instant().plus(interval).isAfter(deadline)) {
          throw new Failure("wait device login timeout: nobody entered the code in time");
        }
        progress.at("waiting for the login");
        shell.pause().of(interval);
      }
    }
  }
}
