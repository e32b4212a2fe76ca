package dev.onr.dialect;

import dev.onr.json.JsonTree;
import dev.onr.sse.EventReader;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.node.ObjectNode;

/** What our codecs write is what the vendor's own SDK takes it for, wherever it came from. */
class VendorTypesProperties {
  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void requestsFitTheTypesOfTheirVendor(
      @ForAll("prompts") Prompt prompt, @ForAll Tongue from, @ForAll Tongue to) {
    ObjectNode request = Codecs.of(from).writeRequest(prompt, new Losses());
    // The SDKs know the names of their vendors' models.
    String model = to == Tongue.MESSAGES ? "claude-sonnet-4-5" : "gpt-5";
    Prompt read = Codecs.of(from).readRequest(Streams.copy(request), new RouteFacts(model, false));
    VendorTypes.checkRequest(to, Codecs.of(to).writeRequest(read, new Losses()));
  }

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void answersFitTheTypesOfTheirVendor(
      @ForAll("answers") Answer answer, @ForAll Tongue from, @ForAll Tongue to) {
    ObjectNode upstream = Streams.write(from, answer);
    VendorTypes.checkAnswer(to, Streams.write(to, Codecs.of(from).readAnswer(upstream)));
  }

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void eventsFitTheTypesOfTheirVendor(
      @ForAll("answers") Answer answer,
      @ForAll @IntRange(min = 1, max = 9) int piece,
      @ForAll boolean interleaved,
      @ForAll Tongue from,
      @ForAll Tongue to) {
    byte[] upstream = Streams.write(from, Conversations.events(answer, piece, interleaved));
    byte[] translated = Streams.translate(from, to, upstream, List.of(upstream.length));
    EventReader events = new EventReader();
    events.feed(
        translated,
        0,
        translated.length,
        event -> {
          String data = Streams.text(event.data().copy());
          if (!data.equals("[DONE]")) {
            VendorTypes.checkEvent(to, (ObjectNode) JsonTree.parse(data));
          }
        });
  }

  @Provide
  Arbitrary<Prompt> prompts() {
    return Conversations.prompts();
  }

  @Provide
  Arbitrary<Answer> answers() {
    return Conversations.richAnswers();
  }
}
