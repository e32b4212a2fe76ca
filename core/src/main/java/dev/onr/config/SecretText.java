package dev.onr.config;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what may be secret in a text of the configuration language, so that no finding shows it:
 * logins within URLs, and literals that go where credentials go. Works on the text, so that it also
 * covers what does not parse; a value with a variable in it takes its secret from elsewhere.
 */
public final class SecretText {
  /** Shorter ones protect nothing, and hiding them would make holes into messages. */
  private static final int SHORTEST = 4;

  // Possessive, so that a long value neither takes long nor fills the stack.
  private static final String VALUE =
      "(?<value>(?:\"(?:[^\"\\\\\\r\\n]++|\\\\.)*+\"?|[^\";{}]++)*+)";

  /** Names of header fields and the like, in or without quotes. */
  private static final String NAMED = "\"?[\\w-]*(?:%s)[\\w-]*\"?";

  private static final Pattern SECRET =
      Pattern.compile(
          "(?<=://)(?<login>[^\\s\"'/?#]*)(?=@)"
              + "|(?:\\b\\w*(?:client_secret|refresh_token|password)\\w*"
              + "|\\boauth_form\\s+\"?[\\w-]+\"?"
              + "|\\b(?:set_header|set_query)\\s+"
              + NAMED.formatted("key|token")
              // Also where the directive is misspelt.
              + "|\\b\\w*(?:set|head|query|form)\\w*\\s+"
              + NAMED.formatted("authorization|api-?key|secret|cookie|password")
              + ")(?=[\\s\"])"
              + VALUE,
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LITERAL =
      Pattern.compile("\"(?<text>(?:[^\"\\\\\\r\\n]++|\\\\.)*+)\"?|(?<word>[^\\s\"]+)");

  private SecretText() {}

  /** The same text, of the same length and lines, with stars for what may be secret. */
  static String hide(String text) {
    StringBuilder shown = new StringBuilder(text);
    visit(text, (start, end) -> shown.replace(start, end, "*".repeat(end - start)));
    return shown.toString();
  }

  /** What may be secret in a text, as far as hiding it makes sense. */
  static Set<String> in(String text) {
    Set<String> found = new LinkedHashSet<>();
    visit(
        text,
        (start, end) -> {
          if (end - start >= SHORTEST) {
            found.add(text.substring(start, end));
          }
        });
    return found;
  }

  /** A text with three stars for each secret, so that nobody learns its length. */
  public static String brief(String text) {
    StringBuilder shown = new StringBuilder();
    int[] shownTo = {0};
    visit(
        text,
        (start, end) -> {
          shown.append(text, shownTo[0], start).append("***");
          shownTo[0] = end;
        });
    return shown.append(text, shownTo[0], text.length()).toString();
  }

  private interface Visitor {
    void secret(int start, int end);
  }

  private static void visit(String text, Visitor visitor) {
    Matcher secret = SECRET.matcher(text);
    while (secret.find()) {
      if (secret.group("login") != null) {
        visitor.secret(secret.start("login"), secret.end("login"));
      } else if (secret.group("value").indexOf('$') < 0) {
        literals(text, secret.start("value"), secret.end("value"), visitor);
      }
    }
  }

  private static void literals(String text, int from, int to, Visitor visitor) {
    Matcher literal = LITERAL.matcher(text).region(from, to);
    while (literal.find()) {
      String group = literal.group("text") == null ? "word" : "text";
      visitor.secret(literal.start(group), literal.end(group));
    }
  }
}
