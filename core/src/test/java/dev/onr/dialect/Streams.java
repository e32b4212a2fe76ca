package dev.onr.dialect;

import dev.onr.ByteCollector;
import dev.onr.json.JsonTree;
import dev.onr.sse.EventReader;
import dev.onr.sse.EventWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Carries streams through codecs as the gateway does: bytes in, events between, bytes out. */
final class Streams {
  private Streams() {}

  static AnswerContext context() {
    AtomicInteger ids = new AtomicInteger();
    return new AnswerContext(
        "asked", 1_700_000_000L, () -> "new" + ids.incrementAndGet(), true, true);
  }

  /** The bytes of a stream in a dialect. */
  static byte[] write(Tongue tongue, List<AnswerEvent> events) {
    StreamWriter writer = Codecs.of(tongue).newStreamWriter(context(), new Losses());
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    events.forEach(event -> writer.write(event, onto(wire)));
    return wire.toByteArray();
  }

  /** The same stream in another dialect, read in chunks of the given lengths, round and round. */
  static byte[] translate(Tongue from, Tongue to, byte[] bytes, List<Integer> chunks) {
    TranslatedStream stream =
        new TranslatedStream(new StreamTranslation(from, to, context(), new Losses()));
    ByteCollector wire = new ByteCollector(1024);
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int length = Math.min(Math.max(1, chunks.get(i % chunks.size())), bytes.length - at);
      stream.feed(bytes, at, length, wire);
      at += length;
    }
    stream.finish(wire);
    return wire.toByteArray();
  }

  /** As {@link #translate}, each event being read for itself, whatever came before. */
  static byte[] translateOneByOne(Tongue from, Tongue to, byte[] bytes) {
    StreamTranslation translation = new StreamTranslation(from, to, context(), new Losses());
    ByteCollector wire = new ByteCollector(1024);
    EventWriter events = new EventWriter(wire);
    BiConsumer<String, byte[]> out =
        (name, data) -> {
          if (name.isEmpty()) {
            events.data(data);
          } else {
            events.event(name, data);
          }
        };
    EventReader.Listener reader =
        event -> {
          if (!event.data().isEmpty()) {
            translation.read(event.name(), event.data().copy(), out);
          }
        };
    EventReader upstream = new EventReader();
    upstream.feed(bytes, 0, bytes.length, reader);
    upstream.finish(reader);
    translation.finish(out);
    return wire.toByteArray();
  }

  /** What a stream's events mean. */
  static void read(Tongue tongue, byte[] bytes, Consumer<AnswerEvent> out) {
    StreamReader reader = Codecs.of(tongue).newStreamReader();
    EventReader.Listener each = event -> reader.read(event.name(), event.data().copy(), out);
    EventReader upstream = new EventReader();
    upstream.feed(bytes, 0, bytes.length, each);
    upstream.finish(each);
    reader.finish(out);
  }

  static Answer collect(Tongue tongue, byte[] bytes) {
    AnswerCollector collector = new AnswerCollector();
    read(tongue, bytes, collector);
    return collector.answer();
  }

  static ObjectNode write(Tongue tongue, Answer answer) {
    return Codecs.of(tongue).writeAnswer(answer, context(), new Losses());
  }

  static ObjectNode copy(ObjectNode json) {
    return (ObjectNode) JsonTree.parse(JsonTree.write(json));
  }

  /** JSON text with members sorted, so that their order does not matter. */
  static String sorted(JsonNode node) {
    return JsonTree.text(sort(node));
  }

  private static JsonNode sort(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonTree.object();
      object.propertyNames().stream()
          .sorted()
          .forEach(name -> copy.set(name, sort(object.get(name))));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonTree.nodes().arrayNode();
      node.forEach(item -> copy.add(sort(item)));
      return copy;
    }
    return node;
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static BiConsumer<String, byte[]> onto(ByteArrayOutputStream wire) {
    return (name, data) -> {
      if (!name.isEmpty()) {
        wire.writeBytes(("event: " + name + "\n").getBytes(StandardCharsets.UTF_8));
      }
      wire.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
      wire.writeBytes(data);
      wire.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    };
  }
}
