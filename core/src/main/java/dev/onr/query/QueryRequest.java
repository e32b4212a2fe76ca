package dev.onr.query;

import dev.onr.steps.HeaderFields;

/**
 * One request of a query; it has no body.
 *
 * @param method HTTP method
 * @param url absolute URL; its query may hold a secret
 * @param headers all headers but those that the connection itself sets
 */
public record QueryRequest(String method, String url, HeaderFields headers) {
  /** The URL without its query. */
  public String place() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** Method and URL without the query. */
  @Override
  public String toString() {
    return method + " " + place();
  }
}
