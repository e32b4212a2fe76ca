package dev.onr.admin.oauth;

import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import dev.onr.auth.login.LoginRequests;
import dev.onr.auth.login.Pkce;
import dev.onr.credential.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A login in a browser that comes back to this machine. */
final class CodeLogin {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final Shell shell;
  private final LoginRequests login;
  private final int port;
  private final String redirect;

  /**
   * @param redirect where the browser comes back to; empty for the usual place
   * @throws Failure where that is not this machine
   */
  CodeLogin(Shell shell, LoginRequests login, int port, Optional<String> redirect) {
    this.shell = shell;
    this.login = login;
    this.port = port;
    this.redirect = redirect.orElse("http://localhost:" + port + "/auth/callback");
    String host = Optional.ofNullable(redirectUri().getHost()).orElse("");
    if (!LOOPBACK.contains(host.toLowerCase(Locale.ROOT))) {
      throw new Failure(
          "redirect-uri host must be loopback (localhost, 127.0.0.1 or ::1), not \"%s\""
              .formatted(host));
    }
  }

  /** Shows the page, waits for the browser, and exchanges what it brings. */
  Secret refreshToken(boolean openBrowser, Duration timeout) {
    String state = Pkce.state(shell.random());
    try (CallbackServer server = new CallbackServer(shell, port, path(), state)) {
      String url = login.authorizeUrl(redirect, state);
      shell
          .err()
          .println(
              "Complete OAuth login for provider \"%s\" in your browser:"
                  .formatted(login.profile().name()));
      shell.err().println(url);
      if (openBrowser && !shell.terminal().browse(url)) {
        shell.err().println("note: no browser could be started here; open the page yourself");
      }
      String code = server.code(timeout);
      TokenEndpoint endpoint = new TokenEndpoint(login);
      endpoint.hide(code);
      return endpoint.refreshToken(endpoint.send(login.exchangeCode(code, redirect)));
    }
  }

  private String path() {
    String path = redirectUri().getPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  private URI redirectUri() {
    try {
      return new URI(redirect);
    } catch (URISyntaxException e) {
      throw new Failure("redirect-uri is no URL: " + redirect);
    }
  }
}
