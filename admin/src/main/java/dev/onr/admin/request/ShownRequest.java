package dev.onr.admin.request;

import dev.onr.admin.shell.OutputOptions;
import dev.onr.admin.shell.Shell;
import dev.onr.credential.SecretMask;
import dev.onr.json.JsonTree;
import dev.onr.steps.UpstreamRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints an upstream request with its secrets masked. */
final class ShownRequest {
  /** Headers whose values are credentials, whatever they hold; the scheme is shown. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "authorization",
          "proxy-authorization",
          "x-api-key",
          "api-key",
          "x-goog-api-key",
          "x-amz-security-token",
          "cookie");

  private final Shell shell;
  private final SecretMask mask;

  ShownRequest(Shell shell, SecretMask mask) {
    this.shell = shell;
    this.mask = mask;
  }

  /**
   * Prints it.
   *
   * @param notes remarks for people, on standard error
   */
  void print(UpstreamRequest request, boolean json, List<String> notes) {
    String body = body(request.body());
    if (json) {
      ObjectNode shown =
          JsonTree.object().put("method", request.method()).put("url", mask.apply(request.url()));
      ArrayNode headers = shown.putArray("headers");
      request
          .headers()
          .forEach(
              (name, value) ->
                  headers.addObject().put("name", name).put("value", masked(name, value)));
      shown.put("body", body);
      ArrayNode remarks = shown.putArray("notes");
      notes.forEach(remarks::add);
      OutputOptions.print(shell, shown);
      return;
    }
    shell.out().println(request.method() + " " + mask.apply(request.url()));
    request
        .headers()
        .forEach((name, value) -> shell.out().println(name + ": " + masked(name, value)));
    if (!body.isEmpty()) {
      shell.out().println();
      shell.out().println(body);
    }
    notes.forEach(note -> shell.err().println("note: " + note));
  }

  private String masked(String name, String value) {
    if (!CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
      return mask.apply(value);
    }
    int blank = value.indexOf(' ');
    return (blank < 0 ? "" : value.substring(0, blank + 1)) + "[REDACTED]";
  }

  private String body(byte[] bytes) {
    try {
      return mask.apply(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return "[binary body of %d bytes]".formatted(bytes.length);
    }
  }
}
