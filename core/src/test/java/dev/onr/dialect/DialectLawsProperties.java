package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every conversation, whatever the dialects. */
class DialectLawsProperties {
  private static final RouteFacts ROUTE = new RouteFacts("m", false);
  private static final Pattern LONE_TEXT =
      Pattern.compile("\\[\\{\"text\":(\"(?:[^\"\\\\]|\\\\.)*+\"),\"type\":\"[a-z_]*text\"}]");

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void aRequestReadAndWrittenAtHomeIsTheSame(
      @ForAll("prompts") Prompt prompt, @ForAll Tongue home) {
    ObjectNode request = write(home, prompt);
    assertThat(JsonTree.text(again(home, home, request))).isEqualTo(JsonTree.text(request));
  }

  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
  void aRequestThatGoesAbroadComesHomeTheSame(
      @ForAll("prompts") Prompt prompt, @ForAll Tongue home, @ForAll Tongue abroad) {
    ObjectNode request = write(home, prompt);
    ObjectNode there = again(home, abroad, request);
    assertThat(shared(again(abroad, home, there))).isEqualTo(shared(request));
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void whatASharedRequestSaysIsNeverLost(
      @ForAll("prompts") Prompt prompt, @ForAll Tongue home, @ForAll Tongue abroad) {
    Losses losses = new Losses();
    Prompt read = Codecs.of(home).readRequest(Streams.copy(write(home, prompt)), ROUTE);
    Codecs.of(abroad).writeRequest(read, losses);
    assertThat(losses.counts()).isEmpty();
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void anAnswerReadAndWrittenAtHomeIsTheSame(
      @ForAll("answers") Answer answer, @ForAll Tongue home) {
    ObjectNode written = Streams.write(home, answer);
    Answer read = Codecs.of(home).readAnswer(Streams.copy(written));
    assertThat(Streams.sorted(Streams.write(home, read))).isEqualTo(Streams.sorted(written));
  }

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void collectingATranslatedStreamIsTranslatingTheCollectedAnswer(
      @ForAll("answers") Answer answer,
      @ForAll @IntRange(min = 1, max = 9) int piece,
      @ForAll boolean interleaved,
      @ForAll Tongue from,
      @ForAll Tongue to) {
    // Gemini's calls come whole, each when it is complete; Anthropic's come one after the other.
    boolean sideBySide =
        interleaved && to != Tongue.GEMINI && from != Tongue.GEMINI && from != Tongue.MESSAGES;
    assertCollected(Conversations.events(answer, piece, sideBySide), from, to);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
  void thatHoldsForReasoningSourcesAndRefusalsToo(
      @ForAll("richAnswers") Answer answer,
      @ForAll @IntRange(min = 1, max = 9) int piece,
      @ForAll boolean fromChat,
      @ForAll boolean toChat) {
    assertCollected(
        Conversations.events(answer, piece, false),
        fromChat ? Tongue.CHAT : Tongue.MESSAGES,
        toChat ? Tongue.CHAT : Tongue.MESSAGES);
  }

  private static void assertCollected(List<AnswerEvent> events, Tongue from, Tongue to) {
    byte[] stream = Streams.write(from, events);
    byte[] translated = Streams.translate(from, to, stream, List.of(stream.length));
    ObjectNode whole = Streams.write(to, Streams.collect(from, stream));
    Answer read = Codecs.of(to).readAnswer(Streams.copy(whole));
    assertThat(Streams.sorted(Streams.write(to, Streams.collect(to, translated))))
        .isEqualTo(Streams.sorted(Streams.write(to, read)));
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void howTheUpstreamCutsItsBytesChangesNothing(
      @ForAll("answers") Answer answer,
      @ForAll("chunks") List<Integer> chunks,
      @ForAll Tongue from,
      @ForAll Tongue to) {
    byte[] stream = Streams.write(from, Conversations.events(answer, 3, false));
    byte[] whole = Streams.translate(from, to, stream, List.of(stream.length));
    byte[] cut = Streams.translate(from, to, stream, chunks);
    assertThat(Streams.text(cut)).isEqualTo(Streams.text(whole));
  }

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void thatEventsRepeatOthersChangesNothing(
      @ForAll("answers") Answer answer,
      @ForAll @IntRange(min = 1, max = 4) int piece,
      @ForAll("damage") List<Integer> damage,
      @ForAll boolean sound,
      @ForAll Tongue from,
      @ForAll Tongue to) {
    byte[] stream = Streams.write(from, Conversations.events(answer, piece, false));
    byte[] read = sound ? stream : damaged(stream, damage);
    assertThat(Streams.text(Streams.translate(from, to, read, List.of(read.length))))
        .isEqualTo(Streams.text(Streams.translateOneByOne(from, to, read)));
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void theSameRequestIsTheSameBytesEachTime(
      @ForAll("prompts") Prompt prompt, @ForAll Tongue from, @ForAll Tongue to) {
    ObjectNode request = write(from, prompt);
    assertThat(JsonTree.text(again(from, to, request)))
        .isEqualTo(JsonTree.text(again(from, to, request)));
  }

  @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
  void aBrokenStreamStillGivesFramedEvents(
      @ForAll("answers") Answer answer,
      @ForAll("damage") List<Integer> damage,
      @ForAll Tongue written,
      @ForAll Tongue from) {
    byte[] stream = Streams.write(written, Conversations.events(answer, 4, true));
    DialectStreamFuzz.check(from, damaged(stream, damage));
  }

  /**
   * What all dialects can say of a request: Gemini has no strict schemas, and in Responses schemas
   * are strict unless something is said. A single text may be written as a list of one.
   */
  private static String shared(ObjectNode request) {
    return LONE_TEXT
        .matcher(Streams.sorted(request).replace(",\"strict\":false", ""))
        .replaceAll("$1");
  }

  private static ObjectNode write(Tongue tongue, Prompt prompt) {
    return Codecs.of(tongue).writeRequest(prompt, new Losses());
  }

  private static ObjectNode again(Tongue from, Tongue to, ObjectNode request) {
    return write(to, Codecs.of(from).readRequest(Streams.copy(request), ROUTE));
  }

  /** Moves, doubles and drops events, and spoils members of them. */
  private static byte[] damaged(byte[] stream, List<Integer> damage) {
    List<String> events = new ArrayList<>(List.of(Streams.text(stream).split("\n\n")));
    for (int random : damage) {
      int at = random % events.size();
      int other = (random / 7) % events.size();
      switch (random % 6) {
        case 0 -> events.add(at, events.get(other));
        case 1 -> events.set(at, events.get(other));
        case 2 -> events.set(at, events.get(at).replaceFirst("\":\"", "\":7,\"x\":\""));
        case 3 -> events.set(at, events.get(at).replaceFirst("ndex\":\\d", "ndex\":-" + random));
        case 4 -> events.set(at, events.get(at).replace("{\"", "{\"x\":[{}],\""));
        default -> events.set(at, events.get(at).replaceFirst("\":[{\\[]", "\":null,\"y\":[{"));
      }
    }
    return String.join("\n\n", events).getBytes(StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<Prompt> prompts() {
    return Conversations.prompts();
  }

  @Provide
  Arbitrary<Answer> answers() {
    return Conversations.answers();
  }

  @Provide
  Arbitrary<Answer> richAnswers() {
    return Conversations.richAnswers();
  }

  @Provide
  Arbitrary<List<Integer>> chunks() {
    return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<Integer>> damage() {
    return Arbitraries.integers().between(0, 5000).list().ofMinSize(1).ofMaxSize(6);
  }
}
