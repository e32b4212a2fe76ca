package dev.onr.steps;

/**
 * A request ready to be sent to a provider.
 *
 * @param method HTTP method
 * @param url absolute URL
 * @param headers all headers but those that the connection itself sets (Host, Content-Length)
 * @param body the bytes to send; do not modify
 * @param mappedModel the model's name at the provider; the client's own name where nothing maps it
 */
public record UpstreamRequest(
    String method, String url, HeaderFields headers, byte[] body, String mappedModel) {}
