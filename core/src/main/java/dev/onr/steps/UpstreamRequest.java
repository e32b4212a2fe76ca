package dev.onr.steps;

import dev.onr.dialect.Losses;
import dev.onr.json.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * A request ready to be sent to a provider.
 *
 * @param method HTTP method
 * @param url absolute URL; its query may hold a secret, so it is not for logs
 * @param headers all headers but those that the connection itself sets (Host, Content-Length)
 * @param body the bytes to send; do not modify
 * @param variables the attempt's variables, for the answer's steps
 * @param losses what the translation of this attempt could not say; its answer's translation goes
 *     on counting here
 * @param asked the client's request as an object, in its own dialect, with the model mapped and the
 *     JSON steps applied; null where it is none
 */
public record UpstreamRequest(
    String method,
    String url,
    HeaderFields headers,
    byte[] body,
    Variables variables,
    Losses losses,
    @Nullable JsonDocument asked) {

  /** A request that asks for nothing in a client's name. */
  public UpstreamRequest(
      String method,
      String url,
      HeaderFields headers,
      byte[] body,
      Variables variables,
      Losses losses) {
    this(method, url, headers, body, variables, losses, null);
  }

  /** The same with other header fields, made with other variables. */
  UpstreamRequest with(HeaderFields fields, Variables known) {
    return new UpstreamRequest(method, url, fields, body, known, losses, asked);
  }

  /** The model's name at the provider; the client's own name where nothing maps it. */
  public String mappedModel() {
    return variables.mappedModel();
  }

  /** Method and URL without the query. */
  @Override
  public String toString() {
    int query = url.indexOf('?');
    return method + " " + (query < 0 ? url : url.substring(0, query));
  }
}
