package dev.onr.server.demo;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One dialect, as its vendor's server speaks it. */
interface Voice {
  /**
   * Reads a request.
   *
   * @throws Refusal 400 where the vendor would refuse it
   */
  Question read(ObjectNode request);

  /** The whole answer. */
  ObjectNode whole(ObjectNode request, Reply reply);

  /** The answer as events, each complete with its line ends. */
  List<String> stream(ObjectNode request, Reply reply);

  /** An error inside a stream that has begun. */
  String error(Vendor vendor);

  /** An event without a name. */
  static String event(JsonNode data) {
    return "data: " + data + "\n\n";
  }

  /** An event with a name. */
  static String event(String name, JsonNode data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }
}
