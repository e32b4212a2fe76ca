package dev.onr.auth;

import dev.onr.WhiteSpace;
import dev.onr.credential.Secret;
import dev.onr.json.JsonValue;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A request to a token endpoint, ready to be sent.
 *
 * @param method {@code GET} or {@code POST}
 * @param url absolute URL; with GET it holds secrets
 * @param headers all headers but those that the connection itself sets
 * @param body empty for GET
 */
public record TokenRequest(String method, String url, HeaderFields headers, byte[] body) {

  /** What a client proves itself with (RFC 6749 §2.3.1). */
  public record Basic(String user, Secret password) {
    /** No proof. */
    public static final Basic NONE = new Basic("", Secret.NONE);

    private boolean isPresent() {
      return !WhiteSpace.isBlank(user) || !password.isBlank();
    }

    private String header() {
      byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
  }

  /** Sends fields in the body, sorted by name. */
  public static TokenRequest post(
      String url, OAuthMode.Body kind, Map<String, String> fields, Basic basic) {
    HeaderFields headers = headers(basic);
    String body =
        switch (kind) {
          case FORM -> {
            headers.add("Content-Type", "application/x-www-form-urlencoded");
            yield form("", fields);
          }
          case JSON -> {
            headers.add("Content-Type", "application/json");
            yield json(fields);
          }
        };
    return new TokenRequest("POST", url, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends fields in the query, in place of parameters of the same names in the URL. */
  public static TokenRequest get(String url, Map<String, String> fields, Basic basic) {
    int question = url.indexOf('?');
    String path = question < 0 ? url : url.substring(0, question);
    String query = form(question < 0 ? "" : url.substring(question + 1), fields);
    String whole = query.isEmpty() ? path : path + "?" + query;
    return new TokenRequest("GET", whole, headers(basic), new byte[0]);
  }

  private static HeaderFields headers(Basic basic) {
    HeaderFields headers = new HeaderFields();
    headers.add("Accept", "application/json");
    if (basic.isPresent()) {
      headers.add("Authorization", basic.header());
    }
    return headers;
  }

  private static String form(String query, Map<String, String> fields) {
    Query form = Query.parse(query);
    fields.forEach(form::set);
    return form.encoded();
  }

  private static String json(Map<String, String> fields) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    new TreeMap<>(fields)
        .forEach(
            (name, value) ->
                members.add(JsonValue.of(name).text() + ":" + JsonValue.of(value).text()));
    return members.toString();
  }

  /** Method and URL without the query. */
  @Override
  public String toString() {
    int query = url.indexOf('?');
    return method + " " + (query < 0 ? url : url.substring(0, query));
  }
}
