package dev.onr.admin.request;

import dev.onr.Api;
import dev.onr.Dialect;
import dev.onr.admin.shell.Failure;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.RequestBody;
import dev.onr.steps.RequestRejected;
import java.util.Optional;

/** Makes the request of a client out of an API and a body. */
final class ClientRequests {
  private ClientRequests() {}

  /**
   * The request as a client of the API sends it.
   *
   * @param model the model for paths that name it, and a token's override for others
   */
  static ClientRequest of(Api api, HeaderFields headers, byte[] bytes, Optional<String> model) {
    try {
      RequestBody body =
          RequestBody.inspect(bytes, headers.first("Content-Type"), api.allowsOpaqueBody());
      boolean gemini = api.dialect() == Dialect.GEMINI;
      boolean stream = gemini ? api == Api.GEMINI_STREAM_GENERATE_CONTENT : body.stream();
      String effective = model.orElse(body.model());
      if (gemini && effective.isEmpty()) {
        throw new Failure("%s names its model in the path: give --model".formatted(api.apiName()));
      }
      return new ClientRequest(
          api,
          stream,
          effective,
          !gemini && model.isPresent(),
          api == Api.GEMINI_GET_OPERATION || api == Api.GEMINI_VIDEO_CONTENT ? "GET" : "POST",
          path(api, effective),
          gemini && stream ? "alt=sse" : "",
          headers,
          body);
    } catch (RequestRejected e) {
      throw new Failure("the body can't be read: " + e.getMessage());
    }
  }

  private static String path(Api api, String model) {
    String named = "/v1beta/models/" + model;
    return switch (api) {
      case COMPLETIONS -> "/v1/completions";
      case CHAT_COMPLETIONS -> "/v1/chat/completions";
      case RESPONSES -> "/v1/responses";
      case CLAUDE_MESSAGES -> "/v1/messages";
      case EMBEDDINGS -> "/v1/embeddings";
      case IMAGES_GENERATIONS -> "/v1/images/generations";
      case IMAGES_EDITS -> "/v1/images/edits";
      case AUDIO_SPEECH -> "/v1/audio/speech";
      case AUDIO_TRANSCRIPTIONS -> "/v1/audio/transcriptions";
      case AUDIO_TRANSLATIONS -> "/v1/audio/translations";
      case GEMINI_GENERATE_CONTENT -> named + ":generateContent";
      case GEMINI_STREAM_GENERATE_CONTENT -> named + ":streamGenerateContent";
      case GEMINI_PREDICT_LONG_RUNNING -> named + ":predictLongRunning";
      case GEMINI_GET_OPERATION, GEMINI_VIDEO_CONTENT -> named + "/operations/OPERATION";
    };
  }
}
