package dev.onr.server.dump;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which header fields and query parameters are secret by their name. */
final class Masking {
  static final String HIDDEN = "[REDACTED]";

  private static final Pattern LOGIN = Pattern.compile("(?<=^[A-Za-z]{2,8}://)[^/?#]*(?=@)");

  private Masking() {}

  static boolean isSecretHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("authorization")
        || lower.contains("api-key")
        || lower.contains("token")
        || lower.equals("cookie")
        || lower.equals("set-cookie");
  }

  /** What {@link #url} hides: the login, its password alone, and the values of parameters. */
  static List<String> secrets(String url) {
    List<String> found = new ArrayList<>();
    Matcher login = LOGIN.matcher(url);
    if (login.find()) {
      found.add(login.group());
      found.add(login.group().substring(login.group().indexOf(':') + 1));
    }
    parameters(url).stream()
        .filter(each -> each.length > 1 && isSecretParameter(decode(each[0])))
        .forEach(each -> found.add(decode(each[1])));
    return found;
  }

  /** Hides a login and secret parameters; a URL without any stays as it is, byte for byte. */
  static String url(String full) {
    String url = LOGIN.matcher(full).replaceFirst(HIDDEN);
    int question = url.indexOf('?');
    if (question < 0) {
      return url;
    }
    int hash = url.indexOf('#', question);
    List<String[]> parameters = parameters(url);
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

  /** Names and values of the query, still encoded. */
  private static List<String[]> parameters(String url) {
    int question = url.indexOf('?');
    int hash = url.indexOf('#', Math.max(question, 0));
    String query = question < 0 ? "" : url.substring(question + 1, hash < 0 ? url.length() : hash);
    return Arrays.stream(query.split("&"))
        .filter(part -> !part.isEmpty())
        .map(part -> part.split("=", 2))
        .toList();
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
