package dev.onr.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Secrets that nothing may show, by kind; finds them in texts, also in disguise. */
final class Canaries {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** A new secret, with characters that base64 tokens have. */
  String secret(String kind) {
    return add(kind, kind + "+Q7/zx9k=" + kind.length());
  }

  /** A new secret for URLs. */
  String word(String kind) {
    return add(kind, kind + "Q7zx9k" + kind.length());
  }

  /** A secret that is made elsewhere. */
  String add(String kind, String value) {
    values.put(kind, value);
    return value;
  }

  /** The kinds of all secrets that a text shows, each with the form in which it does. */
  Set<String> in(String text) {
    TreeSet<String> found = new TreeSet<>();
    values.forEach(
        (kind, value) ->
            forms(value)
                .forEach(
                    (form, shown) -> {
                      if (text.contains(shown)) {
                        found.add(kind + " " + form);
                      }
                    }));
    return found;
  }

  private static Map<String, String> forms(String value) {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("as it is", value);
    forms.put("percent-encoded", URLEncoder.encode(value, StandardCharsets.UTF_8));
    forms.put("in JSON", value.replace("/", "\\/"));
    for (int before = 0; before < 3; before++) {
      forms.put("in base64 at " + before, base64(value, before));
    }
    return forms;
  }

  /** What of a text's base64 does not depend on the text around it. */
  private static String base64(String value, int before) {
    byte[] bytes = (" ".repeat(before) + value).getBytes(StandardCharsets.UTF_8);
    String whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    int first = before == 0 ? 0 : before + 1;
    return whole.substring(first, bytes.length / 3 * 4);
  }
}
