package dev.onr.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Chunks of Chat Completions → {@link AnswerEvent}s. */
final class ChatStreamReader implements StreamReader {
  private final Map<Integer, ChatStreamChoice> choices = new TreeMap<>();
  private @Nullable AnswerHead head;
  private boolean over;

  @Override
  public void read(String name, byte[] data, Consumer<AnswerEvent> out) {
    if (over) {
      return;
    }
    if (EventData.isDone(data)) {
      end(out, head != null);
      return;
    }
    ObjectNode payload = EventData.object(data);
    if (payload != null) {
      chunk(Members.ofAnswer(payload), out);
    }
  }

  private void chunk(Members chunk, Consumer<AnswerEvent> out) {
    Optional<UpstreamError> error = ChatAnswers.error(chunk);
    if (error.isPresent()) {
      over = true;
      out.accept(new AnswerEvent.Failed(error.get()));
      return;
    }
    List<Members> items = chunk.objects("choices");
    head(chunk, !items.isEmpty(), out);
    for (int i = 0; i < items.size(); i++) {
      int index = items.get(i).integer("index").orElse(i);
      choices.computeIfAbsent(index, ChatStreamChoice::new).read(items.get(i), out);
    }
    chunk
        .object("usage")
        .ifPresent(usage -> out.accept(new AnswerEvent.UsageKnown(ChatAnswers.usage(usage))));
  }

  /**
   * Azure's first chunk has neither id nor choices, only verdicts on the prompt; the answer begins
   * with the next one.
   */
  private void head(Members chunk, boolean hasChoices, Consumer<AnswerEvent> out) {
    AnswerHead known = ChatAnswers.head(chunk);
    if (head == null && (hasChoices || !known.id().isEmpty())) {
      head = known;
      chunk.understood("object", "choices", "usage");
      out.accept(new AnswerEvent.Started(known, chunk.rest(Tongue.CHAT)));
    } else if (head != null && addsTo(head, known)) {
      head = known;
      out.accept(new AnswerEvent.HeadKnown(known, Extras.of(Tongue.CHAT, Map.of())));
    }
  }

  private static boolean addsTo(AnswerHead old, AnswerHead known) {
    return (old.id().isEmpty() && !known.id().isEmpty())
        || (old.model().isEmpty() && !known.model().isEmpty())
        || (!known.tier().isEmpty() && !known.tier().equals(old.tier()));
  }

  @Override
  public boolean forgetsWords() {
    return true;
  }

  @Override
  public void finish(Consumer<AnswerEvent> out) {
    if (!over) {
      boolean allFinished = choices.values().stream().allMatch(ChatStreamChoice::isFinished);
      end(out, !choices.isEmpty() && allFinished);
    }
  }

  private void end(Consumer<AnswerEvent> out, boolean complete) {
    over = true;
    if (complete) {
      choices.values().forEach(choice -> choice.end(out));
    }
    out.accept(new AnswerEvent.Ended(complete));
  }
}
