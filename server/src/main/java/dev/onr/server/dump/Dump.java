package dev.onr.server.dump;

import dev.onr.steps.UpstreamRequest;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Records one exchange. All calls come from its loop and cost little: files are written elsewhere.
 */
public interface Dump {
  /** Records nothing. */
  Dump OFF = new Dump() {};

  /**
   * The client's body is there.
   *
   * @param contentType empty where the client sent none
   * @param declaredLength the length in the head of the request; -1 where it has none
   */
  default void clientBody(byte[] body, String contentType, long declaredLength) {}

  /** A request is about to go to an upstream; once per attempt. */
  default void upstreamRequest(UpstreamRequest request) {}

  /** The head of an upstream's answer is there; what came of an earlier one is forgotten. */
  default void upstreamHead(
      int status, String reason, Iterable<Map.Entry<String, String>> headers) {}

  /** A piece of the upstream's answer, as it came. */
  default void fromUpstream(Buffer chunk) {}

  /** A piece of the client's answer. */
  default void toClient(Buffer chunk) {}

  /** It is over; how it ended is put together where it is written. */
  default void end(Supplier<End> ending) {}

  /**
   * How an exchange ended.
   *
   * @param status what the client got
   * @param contentType of the client's answer; may be empty
   * @param contentEncoding of the client's answer; may be empty
   * @param stream whether it was a stream
   * @param answered whether the client's answer came from the upstream, not from the gateway itself
   * @param error what went wrong; empty where nothing did
   * @param clientGone whether the client left before its end
   */
  record End(
      int status,
      String contentType,
      String contentEncoding,
      boolean stream,
      boolean answered,
      String error,
      boolean clientGone) {}
}
