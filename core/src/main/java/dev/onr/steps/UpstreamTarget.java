package dev.onr.steps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a route sends requests.
 *
 * @param baseUrl the provider's; empty where every key brings its own
 * @param path the decoded path; without it the client's stays
 * @param queryDeletes parameters of the client that are not sent on
 * @param querySets parameters that are set, after the deletions
 */
public record UpstreamTarget(
    String baseUrl,
    Optional<TextExpression> path,
    List<String> queryDeletes,
    Map<String, TextExpression> querySets) {

  public UpstreamTarget {
    baseUrl = trimmedBase(baseUrl);
    queryDeletes = List.copyOf(queryDeletes);
    querySets = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(querySets));
  }

  /** Where the key does not say otherwise, the provider's base URL. */
  String base(Variables variables) {
    return variables.baseUrl().isEmpty() ? baseUrl : variables.baseUrl();
  }

  /** A base URL without blanks around it and slashes at its end. */
  static String trimmedBase(String url) {
    String base = url.strip();
    int end = base.length();
    while (end > 0 && base.charAt(end - 1) == '/') {
      end--;
    }
    return base.substring(0, end);
  }
}
