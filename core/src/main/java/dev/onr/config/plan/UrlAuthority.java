package dev.onr.config.plan;

import dev.onr.steps.TextExpression;
import dev.onr.steps.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Who chooses scheme, host and port of a URL that an expression makes. */
final class UrlAuthority {
  /** A URL that has got beyond its authority, so that nothing behind can change that. */
  private static final Pattern SETTLED = Pattern.compile("(?i)https?://[^/?#]+[/?#].*");

  private UrlAuthority() {}

  /**
   * Whether a client could: whether something that it chooses stands before the path. Its upstream
   * key is among that, since tokens bring keys along.
   */
  static boolean isClients(TextExpression url) {
    StringBuilder before = new StringBuilder();
    Deque<TextExpression> rest = new ArrayDeque<>(List.of(url));
    while (!rest.isEmpty()) {
      switch (rest.pop()) {
        case TextExpression.Literal(String text) -> before.append(text);
        case TextExpression.Join(List<TextExpression> parts) ->
            parts.reversed().forEach(rest::push);
        case TextExpression.Reference(Variable variable) -> {
          if (isClients(variable) && !SETTLED.matcher(before).matches()) {
            return true;
          }
          // Stands for what the operator wrote elsewhere: a base URL, or a word.
          before.append(variable == Variable.CHANNEL_BASE_URL ? "http://host" : "x");
        }
      }
    }
    return false;
  }

  private static boolean isClients(Variable variable) {
    return switch (variable) {
      case REQUEST_MODEL, REQUEST_MODEL_MAPPED, CHANNEL_KEY -> true;
      case CHANNEL_BASE_URL,
          CHANNEL_LOCATION,
          CREDENTIAL_PROJECT_ID,
          OAUTH_ACCESS_TOKEN,
          TASK_ID,
          TASK_UPSTREAM_ID ->
          false;
    };
  }
}
