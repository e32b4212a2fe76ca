package dev.onr.server.dump;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which header fields and query parameters are secret by their name. */
final class Masking {
  static final String HIDDEN = "[REDACTED]";

  private Masking() {}

  static boolean isSecretHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("authorization")
        || lower.contains("api-key")
        || lower.contains("token")
        || lower.equals("cookie")
        || lower.equals("set-cookie");
  }

  /** Hides a login and secret parameters; a URL without any stays as it is, byte for byte. */
  static String url(String full) {
    String url = full.replaceFirst("(?<=^[a-z]{2,8}://)[^/?#@]*(?=@)", HIDDEN);
    int question = url.indexOf('?');
    if (question < 0) {
      return url;
    }
    int hash = url.indexOf('#', question);
    String query = url.substring(question + 1, hash < 0 ? url.length() : hash);
    List<String[]> parameters =
        Arrays.stream(query.split("&"))
            .filter(part -> !part.isEmpty())
            .map(part -> part.split("=", 2))
            .toList();
    if (parameters.stream().noneMatch(each -> isSecretParameter(decode(each[0])))) {
      return url;
    }
    // Sorted by name, values in their order; all values of a secret name become one.
    Map<String, List<String>> byName =
        parameters.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each[0],
                    TreeMap::new,
                    Collectors.mapping(
                        each -> each.length > 1 ? each[1] : "", Collectors.toList())));
    String masked =
        byName.entrySet().stream()
            .flatMap(
                entry ->
                    isSecretParameter(decode(entry.getKey()))
                        ? List.of(entry.getKey() + "=%5BREDACTED%5D").stream()
                        : entry.getValue().stream().map(value -> entry.getKey() + "=" + value))
            .collect(Collectors.joining("&"));
    return url.substring(0, question + 1) + masked + (hash < 0 ? "" : url.substring(hash));
  }

  private static boolean isSecretParameter(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.equals("key")
        || lower.equals("api_key")
        || lower.equals("apikey")
        || lower.contains("token")
        || lower.contains("secret");
  }

  private static String decode(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
