package dev.onr.dialect;

import dev.onr.json.JsonTemplate;
import dev.onr.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The chunks of one streamed chat answer: what all of them say of the answer, and their end. */
final class ChatChunks {
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);

  private final AnswerContext context;
  private String id = "";
  private String model;
  private long created;
  private boolean sent;
  private String tier = "";
  private Map<String, JsonNode> extras = Map.of();
  private @Nullable Words words;

  /** Chunks that add to the same text. */
  private record Words(int choice, String field, JsonTemplate chunk) {
    boolean isFor(int choice, String field) {
      return this.choice == choice && this.field.equals(field);
    }
  }

  ChatChunks(AnswerContext context) {
    this.context = context;
    this.model = context.requestModel();
    this.created = context.nowSeconds();
  }

  void begin(AnswerEvent.Started started) {
    extras = started.extras().at(Tongue.CHAT);
    known(started.head(), started.extras());
  }

  /** Takes what is now known of the head. Once a chunk has gone out, id and time stay. */
  void known(AnswerHead head, Extras origin) {
    if (id.isEmpty() && !head.id().isEmpty()) {
      id = origin.isHome(Tongue.CHAT) ? head.id() : ChatAnswers.id(head.id(), context);
    }
    if (!sent) {
      created = head.created().orElse(created);
    }
    model = head.model().isEmpty() ? model : head.model();
    tier = head.tier().isEmpty() ? tier : head.tier();
    words = null;
  }

  /** Takes the tier from usage, where Anthropic tells it. */
  void known(Usage usage) {
    tier = ChatChoices.tier(tier, Optional.of(usage));
    words = null;
  }

  /** A chunk without choices. */
  ObjectNode chunk() {
    sent = true;
    if (id.isEmpty()) {
      id = ChatAnswers.id("", context);
    }
    ObjectNode chunk = JsonTree.object();
    chunk.put("id", id).put("object", "chat.completion.chunk").put("created", created);
    chunk.put("model", model);
    if (!tier.isEmpty()) {
      chunk.put("service_tier", tier);
    }
    ChatChoices.addMissing(chunk, extras);
    return chunk;
  }

  /** Sends news of one choice that goes on. */
  void delta(int choice, ObjectNode delta, BiConsumer<String, byte[]> out) {
    send(chunk(choice, delta), out);
  }

  private ObjectNode chunk(int choice, ObjectNode delta) {
    ObjectNode chunk = chunk();
    ObjectNode entry = chunk.putArray("choices").addObject();
    entry.put("index", choice).set("delta", delta);
    entry.putNull("finish_reason");
    return chunk;
  }

  /** Sends more words for a member of the delta. */
  void words(int choice, String field, String text, BiConsumer<String, byte[]> out) {
    Words like = words;
    if (like == null || !like.isFor(choice, field)) {
      JsonTemplate chunk =
          JsonTemplate.of(word -> chunk(choice, JsonTree.object().put(field, word)));
      like = new Words(choice, field, chunk);
      words = like;
    }
    out.accept("", like.chunk.with(text));
  }

  void send(ObjectNode chunk, BiConsumer<String, byte[]> out) {
    out.accept("", JsonTree.write(chunk));
  }

  void usage(Usage usage, BiConsumer<String, byte[]> out) {
    ObjectNode chunk = chunk();
    chunk.putArray("choices");
    ChatAnswers.writeUsage(chunk.putObject("usage"), usage);
    send(chunk, out);
  }

  void error(UpstreamError error, BiConsumer<String, byte[]> out) {
    ObjectNode chunk = JsonTree.object();
    ObjectNode target = chunk.putObject("error");
    target.put("message", error.message());
    target.put("type", error.type().isEmpty() ? "upstream_error" : error.type());
    target.put("code", error.code().isEmpty() ? "upstream_error" : error.code());
    if (!error.param().isEmpty()) {
      target.put("param", error.param());
    }
    send(chunk, out);
    done(out);
  }

  void done(BiConsumer<String, byte[]> out) {
    out.accept("", DONE);
  }
}
