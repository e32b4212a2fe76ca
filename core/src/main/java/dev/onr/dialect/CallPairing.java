package dev.onr.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pairs tool calls with their results across a conversation. Some dialects pair by id, some by name
 * and order (Gemini, OpenAI's legacy functions); a target that needs the id or the name of the
 * other side gets it from here.
 */
final class CallPairing {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> nameOfId = new HashMap<>();
  private final Map<String, Deque<String>> openIdsOfName = new HashMap<>();
  private int made;

  private CallPairing() {}

  /**
   * The same turns, with every call's id and every result's id and name filled in as far as they
   * can be known.
   */
  static List<Turn> complete(List<Turn> turns) {
    CallPairing pairing = new CallPairing();
    for (Turn turn : turns) {
      for (Part part : turn.parts()) {
        if (part instanceof Part.ToolCall call && !call.id().isEmpty()) {
          pairing.taken.add(call.id());
        }
      }
    }
    return turns.stream().map(pairing::complete).toList();
  }

  private Turn complete(Turn turn) {
    List<Part> parts = new ArrayList<>(turn.parts().size());
    for (Part part : turn.parts()) {
      parts.add(
          switch (part) {
            case Part.ToolCall call -> complete(call);
            case Part.ToolResult result -> complete(result);
            default -> part;
          });
    }
    return new Turn(turn.role(), turn.name(), parts, turn.extras());
  }

  private Part complete(Part.ToolCall call) {
    String id = call.id().isEmpty() ? newId() : call.id();
    nameOfId.put(id, call.name());
    openIdsOfName.computeIfAbsent(call.name(), name -> new ArrayDeque<>()).add(id);
    return new Part.ToolCall(
        id, call.name(), call.kind(), call.arguments(), call.signature(), call.extras());
  }

  private Part complete(Part.ToolResult result) {
    String id = result.callId();
    Deque<String> open = openIdsOfName.get(result.name());
    if (id.isEmpty() && open != null && !open.isEmpty()) {
      id = open.remove();
    } else if (open != null) {
      open.remove(id);
    }
    String name = result.name().isEmpty() ? nameOfId.getOrDefault(id, "") : result.name();
    return new Part.ToolResult(
        id, name, result.kind(), result.content(), result.error(), result.extras());
  }

  private String newId() {
    String id;
    do {
      made++;
      id = "call_" + made;
    } while (!taken.add(id));
    return id;
  }
}
