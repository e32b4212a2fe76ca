package dev.onr.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs header steps on the headers of an upstream request.
 *
 * @param variables those of the attempt
 * @param client the client's headers
 * @param headers the headers being put together
 */
record HeaderEditor(Variables variables, HeaderView client, HeaderFields headers) {
  /** Headers that frame the message or belong to one connection (RFC 9110 §7.6.1). */
  private static final Set<String> OUT_OF_REACH =
      Set.of(
          "content-length",
          "transfer-encoding",
          "host",
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "upgrade");

  /**
   * Runs one step.
   *
   * @throws RequestRejected 400 {@code proxy_error} when a value would break out of its line
   */
  void run(HeaderStep step) {
    if (step.name().isBlank() || OUT_OF_REACH.contains(step.name().toLowerCase(Locale.ROOT))) {
      return;
    }
    switch (step) {
      case HeaderStep.Set(String name, TextExpression value) ->
          set(name, HeaderText.encoded(value.evaluate(variables)));
      case HeaderStep.Delete(String name) -> headers.remove(name);
      case HeaderStep.Pass(String name) -> pass(name);
      case HeaderStep.KeepValues(String name, List<Wildcard> patterns, String separator) ->
          filter(name, patterns, separator, true);
      case HeaderStep.DropValues(String name, List<Wildcard> patterns, String separator) ->
          filter(name, patterns, separator, false);
      case HeaderStep.BearerKey bearer ->
          set(bearer.name(), "Bearer " + variables.text(Variable.CHANNEL_KEY));
      case HeaderStep.KeyHeader(String name) -> set(name, variables.text(Variable.CHANNEL_KEY));
    }
  }

  private void pass(String name) {
    List<String> values = client.all(name);
    if (!values.isEmpty()) {
      headers.remove(name);
      values.forEach(value -> headers.add(name, value));
    }
  }

  private void filter(String name, List<Wildcard> patterns, String separator, boolean keepMatches) {
    List<String> lines = headers.all(name);
    if (lines.isEmpty()) {
      return;
    }
    List<String> kept = new ArrayList<>();
    for (String item : HeaderItems.split(lines, separator)) {
      if (patterns.stream().anyMatch(pattern -> pattern.matches(item)) == keepMatches) {
        kept.add(item);
      }
    }
    if (kept.isEmpty()) {
      headers.remove(name);
    } else {
      headers.set(name, HeaderItems.join(kept, separator));
    }
  }

  private void set(String name, String value) {
    if (HeaderText.isUnsafe(value)) {
      throw Rejections.proxyError("header " + name + ": the value has a control character in it");
    }
    headers.set(name, value);
  }
}
