package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Where requests to the simulated upstream arrive: notes them down, and finds who answers. */
final class Desk {
  private static final Pattern ACTION = Pattern.compile("/v1(?:beta)?/models/(.+):(\\w+)");
  private static final Pattern OPERATION =
      Pattern.compile("/v1(?:beta)?/models/(.+)/operations/(.+)");

  private final Vertx vertx;
  private final SimulatedUpstream.Options options;
  private final Queue<RecordedRequest> record;
  private final Queue<String> wishes;
  private final Author author = new Author(Clock.systemUTC());
  private final Embeddings embeddings = new Embeddings();
  private final Images images = new Images(author);
  private final Audio audio = new Audio();
  private final Models models = new Models();

  Desk(
      Vertx vertx,
      SimulatedUpstream.Options options,
      Queue<RecordedRequest> record,
      Queue<String> wishes) {
    this.vertx = vertx;
    this.options = options;
    this.record = record;
    this.wishes = wishes;
  }

  void accept(HttpServerRequest request) {
    request.body().onSuccess(body -> accept(request, body.getBytes()));
  }

  private void accept(HttpServerRequest request, byte[] body) {
    Promise<Boolean> end = Promise.promise();
    if (options.recording()) {
      record.add(
          new RecordedRequest(
              request.method().name(),
              path(request),
              Optional.ofNullable(request.query()).orElse(""),
              request.headers(),
              body,
              end.future()));
    }
    Vendor vendor = Vendor.of(path(request));
    request
        .response()
        .putHeader(SimulatedUpstream.MARK, "onr")
        .putHeader(vendor.requestIdHeader(), "req_simulated");
    Script script = Script.NONE;
    Answer answer;
    try {
      String wish = request.getHeader(Script.HEADER);
      script = Script.parse(wish == null ? wishes.poll() : wish);
      answer = answer(request, body, vendor, script);
    } catch (Refusal refusal) {
      answer = Answer.error(vendor, refusal.status(), refusal.text(), refusal.parameter(), script);
    }
    new Delivery(vertx, request, script, options.pace(), end).send(answer);
  }

  private Answer answer(HttpServerRequest request, byte[] body, Vendor vendor, Script script) {
    if (path(request).equals("/healthz")) {
      return Answer.json(Json.object(field("ok", true)));
    }
    checkKey(request, vendor);
    if (script.status().isPresent()) {
      int status = script.status().getAsInt();
      throw new Refusal(status, "Simulated error " + status + ", as the request asked.", null);
    }
    return switch (request.method().name()) {
      case "GET" -> get(request);
      case "POST" -> post(request, body, vendor, script);
      default -> throw unknown(request);
    };
  }

  private void checkKey(HttpServerRequest request, Vendor vendor) {
    if (options.expectedKey().isEmpty()) {
      return;
    }
    String key = options.expectedKey().get();
    boolean fits =
        Stream.of(
                request.getHeader("x-api-key"),
                request.getHeader("x-goog-api-key"),
                request.getParam("key"),
                bearer(request.getHeader("authorization")))
            .anyMatch(key::equals);
    if (!fits) {
      throw new Refusal(
          401,
          switch (vendor) {
            case OPENAI -> "Incorrect API key provided.";
            case ANTHROPIC -> "invalid x-api-key";
            case GOOGLE -> "API key not valid. Please pass a valid API key.";
          },
          null);
    }
  }

  private static String bearer(@Nullable String header) {
    String scheme = "Bearer ";
    return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
        ? header.substring(scheme.length()).strip()
        : "";
  }

  private Answer get(HttpServerRequest request) {
    Matcher operation = OPERATION.matcher(path(request));
    if (operation.matches()) {
      return models.operation(operation.group(1), operation.group(2), true);
    }
    return switch (path(request)) {
      case "/v1/models" ->
          request.getHeader("anthropic-version") == null ? models.openAi() : models.anthropic();
      case "/v1beta/models" -> models.google();
      default -> throw unknown(request);
    };
  }

  private Answer post(HttpServerRequest request, byte[] body, Vendor vendor, Script script) {
    Matcher action = ACTION.matcher(path(request));
    if (action.matches()) {
      return gemini(request, action.group(1), action.group(2), body, script);
    }
    return switch (path(request)) {
      case "/v1/chat/completions" -> converse(new ChatVoice(), vendor, body, script);
      case "/v1/completions" -> converse(new CompletionsVoice(), vendor, body, script);
      case "/v1/responses" -> converse(new ResponsesVoice(), vendor, body, script);
      case "/v1/messages" -> converse(new MessagesVoice(), vendor, body, script);
      case "/v1/embeddings" -> embeddings.answer(Json.parse(body));
      case "/v1/images/generations" -> images.generate(Json.parse(body));
      case "/v1/images/edits" -> images.edit(form(request, body));
      case "/v1/audio/speech" -> audio.speak(Json.parse(body));
      case "/v1/audio/transcriptions" -> audio.listen("transcribe", form(request, body));
      case "/v1/audio/translations" -> audio.listen("translate", form(request, body));
      default -> throw unknown(request);
    };
  }

  private Answer gemini(
      HttpServerRequest request, String model, String action, byte[] body, Script script) {
    return switch (action) {
      case "generateContent" ->
          converse(new GeminiVoice(model, false), Vendor.GOOGLE, body, script);
      case "streamGenerateContent" -> {
        Answer answer = converse(new GeminiVoice(model, true), Vendor.GOOGLE, body, script);
        boolean events = "sse".equals(request.getParam("alt"));
        yield answer instanceof Answer.Events stream && !events
            ? new Answer.Events(
                "application/json; charset=UTF-8",
                GeminiVoice.array(stream.events()),
                stream.error())
            : answer;
      }
      case "predictLongRunning" -> models.operation(model, "simulated", false);
      default -> throw unknown(request);
    };
  }

  private Answer converse(Voice voice, Vendor vendor, byte[] body, Script script) {
    ObjectNode request = Json.parse(body);
    Question question = voice.read(request);
    if (question.model().isBlank()) {
      throw Refusal.missing("model");
    }
    Reply reply = author.answer(question, script);
    if (!question.stream()) {
      return Answer.json(voice.whole(request, reply));
    }
    String type =
        vendor == Vendor.GOOGLE ? "text/event-stream" : "text/event-stream; charset=utf-8";
    return new Answer.Events(type, voice.stream(request, reply), voice.error(vendor));
  }

  private static Multipart form(HttpServerRequest request, byte[] body) {
    return Multipart.parse(request.getHeader("content-type"), body);
  }

  private static Refusal unknown(HttpServerRequest request) {
    return new Refusal(404, "Unknown request URL: " + request.method() + " " + path(request), null);
  }

  /** The path as it is on the wire; a request for {@code *} has none. */
  private static String path(HttpServerRequest request) {
    return Optional.ofNullable(request.path()).orElse("*");
  }
}
