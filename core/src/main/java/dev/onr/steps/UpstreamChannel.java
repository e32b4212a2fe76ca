package dev.onr.steps;

import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import java.util.List;

/**
 * A provider reached with one key, for requests that no client asked for: queries for models and
 * balances. Expressions know the key, its base URL and its token, and no model.
 */
public final class UpstreamChannel {
  private final Variables variables;

  private UpstreamChannel(Variables variables) {
    this.variables = variables;
  }

  /**
   * Opens a channel.
   *
   * @param baseUrl where requests go, whatever the key says
   * @param projectId the project of the key's credential file; empty where it has none
   */
  public static UpstreamChannel of(UpstreamKey key, String baseUrl, String projectId) {
    return new UpstreamChannel(
        Variables.of(key, projectId, "").withBaseUrl(UpstreamTarget.trimmedBase(baseUrl)));
  }

  /** The same channel with an access token. */
  public UpstreamChannel withAccessToken(Secret token) {
    return new UpstreamChannel(variables.withAccessToken(token));
  }

  /** What expressions see. */
  public Variables variables() {
    return variables;
  }

  /**
   * The headers that steps make where there is no client: what would be passed on is not there.
   *
   * @throws RequestRejected where a value can't stand in a header
   */
  public HeaderFields headers(List<HeaderStep> steps) {
    HeaderFields headers = new HeaderFields();
    HeaderEditor editor = new HeaderEditor(variables, HeaderView.EMPTY, headers);
    steps.forEach(editor::run);
    return headers;
  }

  /**
   * The URL of a path: below the base URL, or itself where it is a whole URL.
   *
   * @param name what names the path in the configuration, for messages
   * @throws RequestRejected where a variable of it has no value, or there is no base URL
   */
  public String url(TextExpression path, String name) {
    String text = path.evaluateStrictly(variables, name).strip();
    if (text.startsWith("http://") || text.startsWith("https://")) {
      return text;
    }
    if (variables.baseUrl().isEmpty()) {
      throw new RequestRejected(
          503,
          "no_upstream_available",
          "the provider has no base URL, and its key has no base_url_override");
    }
    return variables.baseUrl() + (text.startsWith("/") ? text : "/" + text);
  }
}
