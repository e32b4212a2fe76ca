package dev.onr.server.log;

import java.util.List;
import java.util.Locale;

/**
 * Finds the name of the application that sent a request.
 *
 * @param infer whether a request without {@code appname} header is judged by its User-Agent
 * @param unknown the name when no rule knows the User-Agent; may be empty
 */
public record AppNames(boolean infer, String unknown) {
  /** Only the header counts. */
  public static final AppNames HEADER_ONLY = new AppNames(false, "");

  private record Rule(String name, List<String> keywords) {}

  /** The first rule with a keyword in the User-Agent wins, so the order matters. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("claude-code", List.of("claude-code", "anthropic-claude-code")),
          new Rule("kilo-code", List.of("kilo-code")),
          new Rule("cursor", List.of("cursor")),
          new Rule("windsurf", List.of("windsurf", "codeium")),
          new Rule("cline", List.of("cline")),
          new Rule("roo-code", List.of("roo-code", "roo/")),
          new Rule("aider", List.of("aider")),
          new Rule("continue", List.of("continue")),
          new Rule("openai-sdk", List.of("openai-python", "openai-node", "openai-go")),
          new Rule("anthropic-sdk", List.of("anthropic-python", "anthropic-sdk")));

  /**
   * The name of the application; empty where there is none.
   *
   * @param header the request header {@code appname}, empty where absent
   * @param userAgent the request header {@code User-Agent}, empty where absent
   */
  public String of(String header, String userAgent) {
    String given = header.strip();
    if (!given.isEmpty() || !infer) {
      return given;
    }
    String agent = userAgent.strip().toLowerCase(Locale.ROOT);
    for (Rule rule : RULES) {
      if (rule.keywords().stream().anyMatch(agent::contains)) {
        return rule.name();
      }
    }
    return unknown.strip();
  }
}
