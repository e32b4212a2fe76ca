package dev.onr.dialect;

import dev.onr.json.JsonPattern;
import dev.onr.sse.Event;
import dev.onr.sse.Recurrence;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads events that only add more words like those before them. Where a reader made nothing but
 * {@link AnswerEvent.Appended} of an event, an event that differs in just these words adds its own
 * to the same part, and leaves the reader as it is. Not thread-safe; belongs to one stream.
 */
final class RepeatedWords {
  /**
   * What OpenAI's streams change from event to event beside the words, and no reader looks at: the
   * number of an event, and padding against guessing words by their length (API reference,
   * streaming events).
   */
  private static final Set<String> NO_NEWS = Set.of("sequence_number", "obfuscation");

  private static final int NONE = -1;

  private final Recurrence recurrence = new Recurrence();
  private AnswerEvent.@Nullable Appended like;

  /** The gap that has the words; one behind the last where the words are always the same. */
  private int gap = NONE;

  /** Takes an event that was read, and what the reader made of it. */
  void learn(Event event, Event.Data data, List<AnswerEvent> read) {
    gap = NONE;
    if (read.size() != 1 || !(read.getFirst() instanceof AnswerEvent.Appended appended)) {
      recurrence.forget();
      return;
    }
    recurrence.learn(event, data);
    like = appended;
    gap = gapOf(appended.text());
  }

  /** The only gap that is news, where its text is what was read. */
  private int gapOf(String words) {
    List<JsonPattern.Gap> gaps = recurrence.gaps();
    int found = gaps.size();
    for (int i = 0; i < gaps.size(); i++) {
      if (!NO_NEWS.contains(gaps.get(i).member())) {
        if (found < gaps.size() || !gaps.get(i).text()) {
          return NONE;
        }
        found = i;
      }
    }
    boolean known =
        found == gaps.size() ? recurrence.knows() : recurrence.learnedText(found).equals(words);
    return known ? found : NONE;
  }

  /**
   * Whether an event that begins at {@code from} adds words only; {@link #words} then has them.
   *
   * @return the offset behind it; -1 where the reader must be asked
   */
  int match(byte[] bytes, int from, int stop) {
    int behind = gap == NONE ? -1 : recurrence.match(bytes, from, stop);
    return behind >= 0 && (isAlwaysTheSame() || recurrence.hasText(gap)) ? behind : -1;
  }

  private boolean isAlwaysTheSame() {
    return gap == recurrence.gaps().size();
  }

  /** What the event that matched last adds. */
  AnswerEvent.Appended words() {
    AnswerEvent.Appended before = like;
    if (before == null) {
      throw new IllegalStateException("no event has matched");
    }
    return isAlwaysTheSame()
        ? before
        : new AnswerEvent.Appended(before.choice(), before.part(), recurrence.text(gap));
  }
}
