package dev.onr.dialect;

import dev.onr.json.InvalidJson;
import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts a streamed answer together again. One per answer, not thread-safe. */
public final class AnswerCollector implements Consumer<AnswerEvent> {
  static final String CUT = "the upstream ended its stream before the answer was complete";

  private static final AnswerHead UNKNOWN = new AnswerHead("", "", OptionalLong.empty(), "");

  /** A part while it grows; the text is what was appended to the part that started it. */
  private static final class Growing {
    private final Part start;
    private final StringBuilder text = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private String signature = "";

    Growing(Part start) {
      this.start = start;
    }

    Part part() {
      return switch (start) {
        case Part.Text words -> {
          List<Citation> all = new ArrayList<>(words.citations());
          all.addAll(citations);
          yield new Part.Text(words.text() + text, all, words.extras());
        }
        case Part.Thinking thinking ->
            new Part.Thinking(
                thinking.text() + text,
                signature.isEmpty() ? thinking.signature() : signature,
                thinking.summary(),
                thinking.extras());
        case Part.Refusal refusal -> new Part.Refusal(refusal.text() + text, refusal.extras());
        case Part.ToolCall call ->
            new Part.ToolCall(
                call.id(),
                call.name(),
                call.kind(),
                call.arguments() + text,
                signature.isEmpty() ? call.signature() : signature,
                call.extras());
        case Part.Foreign foreign when !text.isEmpty() -> withInput(foreign);
        default -> start;
      };
    }

    /** A server tool's input comes in pieces as well. */
    private Part withInput(Part.Foreign foreign) {
      ObjectNode raw = foreign.raw().deepCopy();
      try {
        raw.set("input", JsonTree.parse(text.toString()));
      } catch (InvalidJson e) {
        raw.put("input", text.toString());
      }
      return new Part.Foreign(foreign.home(), foreign.type(), raw);
    }
  }

  private static final class Growth {
    private final Map<Integer, Growing> parts = new TreeMap<>();
    private @Nullable ObjectNode logprobs;
    private AnswerEvent.@Nullable Finished finish;
  }

  private final Map<Integer, Growth> choices = new TreeMap<>();
  private AnswerHead head = UNKNOWN;
  private Extras extras = Extras.NONE;
  private Optional<Usage> usage = Optional.empty();
  private String blocked = "";
  private boolean started;
  private boolean complete;

  @Override
  public void accept(AnswerEvent event) {
    switch (event) {
      case AnswerEvent.Started(AnswerHead known, Extras more) -> {
        started = true;
        known(known, more);
      }
      case AnswerEvent.HeadKnown(AnswerHead known, Extras more) -> known(known, more);
      case AnswerEvent.PartStarted start ->
          growth(start.choice()).parts.put(start.part(), new Growing(start.content()));
      case AnswerEvent.Appended appended ->
          growing(appended.choice(), appended.part()).text.append(appended.text());
      case AnswerEvent.Signed signed ->
          growing(signed.choice(), signed.part()).signature = signed.signature();
      case AnswerEvent.Cited cited ->
          growing(cited.choice(), cited.part()).citations.add(cited.citation());
      case AnswerEvent.Logprobs logprobs -> logprobs(logprobs);
      case AnswerEvent.PartEnded ended -> {}
      case AnswerEvent.Finished finish -> growth(finish.choice()).finish = finish;
      case AnswerEvent.Blocked block -> blocked = block.reason();
      case AnswerEvent.UsageKnown known -> usage = Optional.of(known.usage());
      case AnswerEvent.Failed failed -> throw new InvalidAnswer(failed.error());
      case AnswerEvent.Ended ended -> complete = ended.complete();
      case AnswerEvent.Foreign foreign -> {}
    }
  }

  private void known(AnswerHead known, Extras more) {
    head =
        new AnswerHead(
            known.id().isEmpty() ? head.id() : known.id(),
            known.model().isEmpty() ? head.model() : known.model(),
            known.created().isPresent() ? known.created() : head.created(),
            known.tier().isEmpty() ? head.tier() : known.tier());
    extras = extras.and(more);
  }

  private Growth growth(int choice) {
    return choices.computeIfAbsent(choice, index -> new Growth());
  }

  private Growing growing(int choice, int part) {
    Growing growing = growth(choice).parts.get(part);
    if (growing == null) {
      throw new IllegalStateException("part " + part + " of choice " + choice + " never started");
    }
    return growing;
  }

  /** Chat's shape of log probabilities is lists of tokens, which simply go on. */
  private void logprobs(AnswerEvent.Logprobs event) {
    Growth growth = growth(event.choice());
    ObjectNode known = growth.logprobs == null ? JsonTree.object() : growth.logprobs;
    growth.logprobs = known;
    for (Map.Entry<String, JsonNode> entry : event.logprobs().properties()) {
      if (entry.getValue() instanceof ArrayNode tokens
          && known.get(entry.getKey()) instanceof ArrayNode before) {
        before.addAll(tokens);
      } else if (!entry.getValue().isNull() || !known.has(entry.getKey())) {
        known.set(entry.getKey(), entry.getValue().deepCopy());
      }
    }
  }

  /**
   * The whole answer.
   *
   * @throws InvalidAnswer when the stream never began or was cut
   */
  public Answer answer() {
    if (!started) {
      throw new InvalidAnswer("the upstream's stream holds no answer");
    }
    if (!complete) {
      throw new InvalidAnswer(InvalidAnswer.CUT, CUT);
    }
    List<Choice> collected = new ArrayList<>();
    choices.forEach((index, growth) -> collected.add(choice(index, growth)));
    return new Answer(head, collected, usage, blocked, extras);
  }

  private static Choice choice(int index, Growth growth) {
    List<Part> parts = growth.parts.values().stream().map(Growing::part).toList();
    AnswerEvent.Finished finish = growth.finish;
    Optional<JsonNode> logprobs = Optional.ofNullable(growth.logprobs);
    return finish == null
        ? new Choice(index, parts, Optional.empty(), "", "", logprobs, Extras.NONE)
        : new Choice(
            index,
            parts,
            Optional.of(finish.reason()),
            finish.nativeReason(),
            finish.stopSequence(),
            logprobs,
            finish.extras());
  }
}
