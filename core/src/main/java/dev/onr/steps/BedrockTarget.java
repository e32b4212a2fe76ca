package dev.onr.steps;

import dev.onr.auth.aws.BedrockEndpoint;
import dev.onr.auth.aws.IncompleteAwsKey;
import dev.onr.auth.aws.SigV4;
import dev.onr.credential.UpstreamKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a route with {@code transport aws_sdk} asks of AWS. Every request is signed.
 *
 * @param operation what the route's path calls
 * @param endpoint where requests go when neither the provider nor the key has a base URL
 */
public record BedrockTarget(Operation operation, BedrockEndpoint endpoint) {
  private static final String MODEL = "/model/";

  /** What a path calls (Amazon Bedrock API Reference). */
  public enum Operation {
    /** InvokeModel: one whole answer in the model's own dialect. */
    INVOKE("/invoke"),
    /** InvokeModelWithResponseStream: frames, each with one event in the model's own dialect. */
    INVOKE_STREAM("/invoke-with-response-stream"),
    /** Any other path: plain HTTP, but signed. */
    PASS_THROUGH("");

    private final String suffix;

    Operation(String suffix) {
      this.suffix = suffix;
    }
  }

  /**
   * The target of a provider's requests.
   *
   * @param provider its name
   * @param path the route's path, with anything in the place of variables
   */
  public static BedrockTarget of(String provider, String path) {
    if (!path.startsWith(MODEL)) {
      return new BedrockTarget(Operation.PASS_THROUGH, BedrockEndpoint.ofPassThrough(provider));
    }
    boolean streams = path.endsWith(Operation.INVOKE_STREAM.suffix);
    return new BedrockTarget(
        streams ? Operation.INVOKE_STREAM : Operation.INVOKE, BedrockEndpoint.RUNTIME);
  }

  /** Whether the model is invoked, by Bedrock's own protocol. */
  boolean invokes() {
    return operation != Operation.PASS_THROUGH;
  }

  /** Whether successful answers are streams of frames. */
  public boolean answersInFrames() {
    return operation == Operation.INVOKE_STREAM;
  }

  /**
   * The base URL for a key that brings none.
   *
   * @throws RequestRejected 503 {@code missing_upstream_key} when it has no region either
   */
  String baseUrl(UpstreamKey key) {
    try {
      return endpoint.url(key);
    } catch (IncompleteAwsKey e) {
      throw incomplete(e);
    }
  }

  /**
   * Encodes a path of the route. The model's id is one segment, whatever it holds: the ids of
   * inference profiles have slashes and colons.
   *
   * @param path decoded, its bytes one per character
   */
  String encoded(String path) {
    if (invokes()) {
      String id = path.substring(MODEL.length(), path.length() - operation.suffix.length());
      return MODEL + PercentCoding.encode(id, PercentCoding.QUERY) + operation.suffix;
    }
    if (path.startsWith(MODEL)) {
      throw Rejections.proxyError("unsupported bedrock runtime path: " + path);
    }
    return PercentCoding.encode(path, PercentCoding.PATH);
  }

  /**
   * Signs a request with its final headers and body, which nobody may change any more.
   *
   * @param now the time of the signature
   * @throws RequestRejected 503 {@code missing_upstream_key} when the key lacks AWS credentials or
   *     a region
   */
  public void sign(UpstreamRequest request, UpstreamKey key, Instant now) {
    Map<String, List<String>> signed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (!invokes()) {
      request.headers().forEach((name, value) -> signed.put(name, request.headers().all(name)));
    }
    if (request.body().length > 0) {
      signed.put("Content-Length", List.of(Integer.toString(request.body().length)));
    }
    try {
      SigV4.forBedrock(key)
          .sign(request.method(), request.url(), signed, request.body(), now)
          .forEach(request.headers()::set);
    } catch (IncompleteAwsKey e) {
      throw incomplete(e);
    }
  }

  private static RequestRejected incomplete(IncompleteAwsKey key) {
    return new RequestRejected(503, "missing_upstream_key", key.getMessage());
  }
}
