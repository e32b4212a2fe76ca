package dev.onr.shipped;

import dev.onr.steps.HeaderFields;
import java.nio.charset.StandardCharsets;

/**
 * A request as golden cases write it: a line with method and target, header lines, a blank line,
 * and the body.
 *
 * @param method HTTP method
 * @param target path and query, or a whole URL
 * @param headers in the order of the case
 * @param body with CRLF line ends where the content is a multipart form, as RFC 2046 wants
 */
public record HttpMessage(String method, String target, HeaderFields headers, byte[] body) {
  public static HttpMessage parse(String text) {
    int gap = text.indexOf("\n\n");
    String[] head = (gap < 0 ? text : text.substring(0, gap)).split("\n");
    String[] line = head[0].split(" ", 2);
    HeaderFields headers = new HeaderFields();
    for (int i = 1; i < head.length; i++) {
      String[] field = head[i].split(": ", 2);
      headers.add(field[0], field[1]);
    }
    String body = gap < 0 ? "" : text.substring(gap + 2);
    String type = headers.first("Content-Type");
    boolean form = type != null && type.startsWith("multipart/");
    return new HttpMessage(
        line[0],
        line[1],
        headers,
        (form ? body.replace("\n", "\r\n") : body).getBytes(StandardCharsets.UTF_8));
  }

  /** The message as a case writes it. */
  public static String print(String method, String target, HeaderFields headers, byte[] body) {
    StringBuilder text = new StringBuilder(method + " " + target + "\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.append('\n').append(new String(body, StandardCharsets.UTF_8)).toString();
  }

  @Override
  public String toString() {
    return print(method, target, headers, body);
  }
}
