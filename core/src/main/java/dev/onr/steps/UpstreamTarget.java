package dev.onr.steps;

import dev.onr.Dialect;
import dev.onr.credential.UpstreamKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a route sends requests.
 *
 * @param baseUrl the provider's; empty where every key brings its own
 * @param path the decoded path; without it the client's stays
 * @param queryDeletes parameters of the client that are not sent on
 * @param querySets parameters that are set, after the deletions
 * @param bedrock what is asked of AWS, where requests go there
 */
public record UpstreamTarget(
    String baseUrl,
    Optional<TextExpression> path,
    List<String> queryDeletes,
    Map<String, TextExpression> querySets,
    Optional<BedrockTarget> bedrock) {

  private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.\\.?(?:/|$)");

  public UpstreamTarget {
    baseUrl = trimmedBase(baseUrl);
    queryDeletes = List.copyOf(queryDeletes);
    querySets = Collections.unmodifiableMap(new LinkedHashMap<>(querySets));
  }

  /** A target that is reached by plain HTTP. */
  public UpstreamTarget(
      String baseUrl,
      Optional<TextExpression> path,
      List<String> queryDeletes,
      Map<String, TextExpression> querySets) {
    this(baseUrl, path, queryDeletes, querySets, Optional.empty());
  }

  /**
   * Where the key does not say otherwise, the provider's base URL; at AWS, that of the key's
   * region.
   */
  String base(Variables variables, UpstreamKey key) {
    String base = variables.baseUrl().isEmpty() ? baseUrl : variables.baseUrl();
    return base.isEmpty() && bedrock.isPresent() ? bedrock.get().baseUrl(key) : base;
  }

  /**
   * The absolute URL of a request.
   *
   * @param variables with the effective base URL and the mapped model
   * @param translated whether the body goes into another dialect
   * @throws RequestRejected 400 {@code proxy_error} when an expression has nothing to say or the
   *     client's path can't be read, 503 {@code no_upstream_available} without a base URL
   */
  String url(ClientRequest request, Variables variables, boolean translated) {
    String path = path(request, variables);
    String query = query(request, variables, translated);
    if (variables.baseUrl().isEmpty()) {
      throw new RequestRejected(503, "no_upstream_available", "upstream base_url is empty");
    }
    if (!path.startsWith("/")) {
      // Without the slash it would go on with the host's name.
      throw Rejections.proxyError("the upstream's path does not begin with /");
    }
    return variables.baseUrl() + path + (query.isEmpty() ? "" : "?" + query);
  }

  private String path(ClientRequest request, Variables variables) {
    String client = GeminiPath.withModel(request.path(), variables.model());
    String decoded =
        PercentCoding.decode(client)
            .orElseThrow(
                () ->
                    Rejections.proxyError(
                        "parse request url path \"%s\": malformed percent escape"
                            .formatted(client)));
    String wanted = path.isEmpty() ? decoded : configuredPath(path.get(), variables);
    if (bedrock.isPresent()) {
      return bedrock.get().encoded(wanted);
    }
    String encoded =
        wanted.equals(decoded) && PercentCoding.isEncodedPath(client)
            ? client
            : PercentCoding.encode(wanted, PercentCoding.PATH);
    boolean gemini = request.api().dialect() == Dialect.GEMINI;
    return gemini ? GeminiPath.withModel(encoded, variables.mappedModel()) : encoded;
  }

  private static String configuredPath(TextExpression expression, Variables variables) {
    String text = expression.evaluateStrictly(variables, "set_path").strip();
    String path = text.startsWith("/") ? text : "/" + text;
    // A model name comes from the client and must not walk to another endpoint with our key.
    if (path.contains("/.") && DOT_SEGMENT.matcher(path).find()) {
      throw Rejections.proxyError("evaluate set_path: the path has a . or .. segment");
    }
    return PercentCoding.bytesOf(path);
  }

  private String query(ClientRequest request, Variables variables, boolean translated) {
    if (request.query().isEmpty() && querySets.isEmpty()) {
      return "";
    }
    Query query = Query.parse(request.query());
    if (translated && request.api().dialect() == Dialect.GEMINI) {
      // With it Google's clients ask for events; other vendors' APIs do not know it.
      query.delete("alt");
    }
    queryDeletes.forEach(query::delete);
    querySets.forEach(
        (name, value) ->
            query.set(name, value.evaluateStrictly(variables, "set_query \"" + name + "\"")));
    // Signatures know no other form of a blank.
    return bedrock.isPresent() ? query.encoded().replace("+", "%20") : query.encoded();
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
