package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One item of a streamed response. A message has a part per piece of content; a call and reasoning
 * are one part. What has gone out is remembered while the item is open, so that the whole item at
 * its end only adds what is missing.
 */
final class ResponsesStreamItem {
  /** What all items of a stream share: the numbering of parts. */
  static final class Parts {
    private int next;

    /** Whether a tool of the client was called. */
    boolean calls;
  }

  /** A part that has begun, or growth that waits for its item. */
  private static final class Growing {
    private int number = -1;
    private final StringBuilder sent = new StringBuilder();
    private int citations;
    private boolean ended;
  }

  private final Parts parts;
  private int index;
  private final List<Integer> numbers = new ArrayList<>();
  private final Map<Integer, Growing> contents = new TreeMap<>();
  private final Growing single = new Growing();
  private String id = "";
  private ObjectNode form = JsonTree.object();
  private boolean known;
  private boolean done;

  // of reasoning
  private final ArrayNode lengths = JsonTree.nodes().arrayNode();
  private int summaries;
  private String piece = "";
  private int pieceStart;

  ResponsesStreamItem(Parts parts, int index) {
    this.parts = parts;
    this.index = index;
  }

  /** Its place in the output. */
  int index() {
    return index;
  }

  /** Growth may tell an item's id before the item tells its place. */
  void placed(int place) {
    index = place;
  }

  /** Numbers of its parts, in order. */
  List<Integer> numbers() {
    return numbers;
  }

  boolean isDone() {
    return done;
  }

  void named(String name) {
    id = id.isEmpty() ? name : id;
  }

  /** Whether an item with this id may be the same one. */
  boolean mayBe(String other) {
    return other.isEmpty() || id.isEmpty() || id.equals(other);
  }

  // ---- items

  void added(Members item, Consumer<AnswerEvent> out) {
    if (known) {
      return;
    }
    switch (item.text("type")) {
      case "function_call", "custom_tool_call" -> startCall(item, out);
      case "", "message" -> {
        item.understood("type", "role", "content", "output_index");
        form = ResponsesForm.itemForm(item);
        if (item.has("type")) {
          ((ObjectNode) form.get("item")).put("type", "message");
        }
        known = true;
      }
      case "reasoning" -> {
        item.understood("type", "summary", "content", "encrypted_content");
        form = ResponsesForm.itemForm(item);
        known = true;
      }
      default -> {} // whole items come whole, when they are done
    }
  }

  /** Begins the call as soon as its name is known, and sends what waited for it. */
  private void startCall(Members item, Consumer<AnswerEvent> out) {
    List<Part> read = ResponsesItems.read(item);
    if (!(read.getFirst() instanceof Part.ToolCall call)) {
      return;
    }
    known = true;
    parts.calls = true;
    String waiting = single.sent.toString();
    single.sent.setLength(0);
    start(
        single,
        new Part.ToolCall(call.id(), call.name(), call.kind(), "", call.signature(), call.extras()),
        out);
    append(single, call.arguments().isBlank() ? "" : call.arguments(), out);
    append(single, waiting, out);
  }

  void done(Members item, Consumer<AnswerEvent> out) {
    if (done) {
      return;
    }
    done = true;
    switch (item.text("type")) {
      case "function_call", "custom_tool_call" -> doneCall(item, out);
      case "", "message" -> doneMessage(item, out);
      case "reasoning" -> doneReasoning(item, out);
      default -> ResponsesItems.read(item).forEach(part -> whole(part, out));
    }
    close(out);
  }

  private void whole(Part part, Consumer<AnswerEvent> out) {
    Growing growing = new Growing();
    start(growing, part, out);
    end(growing, out);
  }

  private void doneCall(Members item, Consumer<AnswerEvent> out) {
    Part part = ResponsesItems.read(item).getFirst();
    if (!(part instanceof Part.ToolCall call)) {
      if (single.number < 0) {
        whole(part, out);
      }
      return;
    }
    if (!known) {
      String waiting = single.sent.toString();
      single.sent.setLength(0);
      startCall(Members.ofAnswer(item.node()), out);
      if (!call.arguments().startsWith(waiting)) {
        append(single, waiting, out);
      }
      return;
    }
    if (call.arguments().startsWith(single.sent.toString())) {
      remainder(single, call.arguments(), out);
    } else {
      append(single, call.arguments(), out);
    }
  }

  private void doneMessage(Members item, Consumer<AnswerEvent> out) {
    added(Members.ofAnswer(item.node()), out);
    List<Members> content = item.objects("content");
    if (content.isEmpty() && item.node().path("content").isString()) {
      Growing growing = content(0);
      String text = item.node().path("content").asString();
      if (!text.isEmpty()) {
        startIfNeeded(growing, Part.Text.of(""), out);
        remainder(growing, text, out);
      }
    }
    for (int i = 0; i < content.size(); i++) {
      doneContent(i, content.get(i), out);
    }
  }

  private void doneContent(int place, Members content, Consumer<AnswerEvent> out) {
    Growing growing = content(place);
    if (growing.ended) {
      return;
    }
    Part part = ResponsesContent.part(content);
    switch (part) {
      case Part.Text text -> {
        words(growing, Part.Text.of(""), text.text(), out);
        text.citations().stream()
            .skip(growing.citations)
            .forEach(citation -> cite(growing, citation, out));
      }
      case Part.Refusal refusal ->
          words(growing, new Part.Refusal("", Extras.NONE), refusal.text(), out);
      default -> {
        if (growing.number < 0) {
          start(growing, part, out);
        }
      }
    }
    end(growing, out);
  }

  private void words(Growing growing, Part start, String text, Consumer<AnswerEvent> out) {
    if (!text.isEmpty()) {
      startIfNeeded(growing, start, out);
      remainder(growing, text, out);
    }
  }

  private void doneReasoning(Members item, Consumer<AnswerEvent> out) {
    added(Members.ofAnswer(item.node()), out);
    Part part = ResponsesItems.read(item).getFirst();
    if (single.number < 0) {
      whole(part, out);
      return;
    }
    if (part instanceof Part.Thinking thinking) {
      remainder(single, thinking.text(), out);
      if (!thinking.signature().isEmpty()) {
        out.accept(new AnswerEvent.Signed(0, single.number, thinking.signature()));
      }
    }
  }

  // ---- growth

  void grow(String type, Members event, Consumer<AnswerEvent> out) {
    if (done) {
      return;
    }
    switch (type) {
      case "response.output_text.delta" -> {
        words(event, Part.Text.of(""), out);
        if (event.raw("logprobs") instanceof ArrayNode tokens && !tokens.isEmpty()) {
          ObjectNode logprobs = JsonTree.object();
          logprobs.set("content", tokens);
          out.accept(new AnswerEvent.Logprobs(0, logprobs));
        }
      }
      case "response.refusal.delta" -> words(event, new Part.Refusal("", Extras.NONE), out);
      case "response.output_text.done" ->
          words(content(event), Part.Text.of(""), event.text("text"), out);
      case "response.refusal.done" ->
          words(content(event), new Part.Refusal("", Extras.NONE), event.text("refusal"), out);
      case "response.output_text.annotation.added" ->
          event
              .object("annotation")
              .map(ResponsesContent::citation)
              .ifPresent(
                  citation -> {
                    startIfNeeded(content(event), Part.Text.of(""), out);
                    cite(content(event), citation, out);
                  });
      case "response.content_part.done" ->
          event
              .object("part")
              .ifPresent(
                  part -> {
                    if (part.text("type").equals("reasoning_text")) {
                      return;
                    }
                    doneContent(event.integer("content_index").orElse(0), part, out);
                  });
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
          append(single, event.text("delta"), out);
      case "response.function_call_arguments.done" ->
          remainder(single, event.text("arguments"), out);
      case "response.custom_tool_call_input.done" -> remainder(single, event.text("input"), out);
      case "response.reasoning_summary_text.delta" ->
          think("s" + event.integer("summary_index").orElse(0), event.text("delta"), out);
      case "response.reasoning_text.delta", "response.reasoning.delta" ->
          think("c" + event.integer("content_index").orElse(0), event.text("delta"), out);
      case "response.reasoning_summary_text.done" ->
          thought("s" + event.integer("summary_index").orElse(0), event.text("text"), out);
      case "response.reasoning_text.done", "response.reasoning.done" ->
          thought("c" + event.integer("content_index").orElse(0), event.text("text"), out);
      default -> {} // an empty part that is announced
    }
  }

  private void words(Members event, Part start, Consumer<AnswerEvent> out) {
    String delta = event.text("delta");
    if (!delta.isEmpty()) {
      Growing growing = content(event);
      startIfNeeded(growing, start, out);
      append(growing, delta, out);
    }
  }

  private Growing content(Members event) {
    return content(event.integer("content_index").orElse(0));
  }

  private Growing content(int place) {
    return contents.computeIfAbsent(place, key -> new Growing());
  }

  /** Pieces of reasoning are one text with a blank line between them. */
  private void think(String place, String delta, Consumer<AnswerEvent> out) {
    if (delta.isEmpty()) {
      return;
    }
    startIfNeeded(
        single, new Part.Thinking("", "", place.startsWith("s"), ResponsesForm.extras(form)), out);
    if (!piece.equals(place)) {
      if (!piece.isEmpty()) {
        lengths.add(single.sent.length() - pieceStart);
        append(single, ResponsesItems.BETWEEN_PIECES, out);
      }
      piece = place;
      pieceStart = single.sent.length();
      summaries += place.startsWith("s") ? 1 : 0;
    }
    append(single, delta, out);
  }

  /** What a piece of reasoning still lacks at its end. */
  private void thought(String place, String text, Consumer<AnswerEvent> out) {
    if (!piece.equals(place)) {
      think(place, text, out);
    } else {
      String sent = single.sent.substring(pieceStart);
      if (text.startsWith(sent)) {
        append(single, text.substring(sent.length()), out);
      }
    }
  }

  /** How the reasoning was cut, where it came in more than one piece. */
  Optional<ObjectNode> pieces() {
    if (lengths.isEmpty() || numbers.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode cut = JsonTree.object().put("summaries", summaries);
    cut.set("pieces", lengths);
    return Optional.of(cut);
  }

  // ---- parts

  private void startIfNeeded(Growing growing, Part start, Consumer<AnswerEvent> out) {
    if (growing.number < 0) {
      boolean opens = numbers.isEmpty() && form.has("item");
      start(growing, opens ? ResponsesItems.opening(start, form) : start, out);
    }
  }

  private void start(Growing growing, Part start, Consumer<AnswerEvent> out) {
    growing.number = parts.next++;
    numbers.add(growing.number);
    out.accept(new AnswerEvent.PartStarted(0, growing.number, start));
  }

  /** Growth of what has not begun waits. */
  private void append(Growing growing, String text, Consumer<AnswerEvent> out) {
    if (text.isEmpty() || growing.ended) {
      return;
    }
    growing.sent.append(text);
    if (growing.number >= 0) {
      out.accept(new AnswerEvent.Appended(0, growing.number, text));
    }
  }

  /** Sends what a whole text has beyond what was sent; a text that differs is left alone. */
  private void remainder(Growing growing, String whole, Consumer<AnswerEvent> out) {
    int sent = growing.sent.length();
    if (whole.length() > sent && whole.startsWith(growing.sent.toString())) {
      append(growing, whole.substring(sent), out);
    }
  }

  private void cite(Growing growing, Citation citation, Consumer<AnswerEvent> out) {
    growing.citations++;
    if (growing.number >= 0 && !growing.ended) {
      out.accept(new AnswerEvent.Cited(0, growing.number, citation));
    }
  }

  private void end(Growing growing, Consumer<AnswerEvent> out) {
    if (growing.number >= 0 && !growing.ended) {
      growing.ended = true;
      out.accept(new AnswerEvent.PartEnded(0, growing.number));
    }
  }

  /** Ends what is open; only lengths are kept of what was sent. */
  void close(Consumer<AnswerEvent> out) {
    contents.values().forEach(growing -> end(growing, out));
    end(single, out);
    contents.clear();
    if (!lengths.isEmpty() && piece.length() > 0 && !single.sent.isEmpty()) {
      lengths.add(single.sent.length() - pieceStart);
      piece = "";
    }
    single.sent.setLength(0);
    single.sent.trimToSize();
  }
}
