package dev.onr.server.demo;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The lists of models in each vendor's shape. */
final class Models {
  private static final List<String> NAMES = List.of("demo", "demo-small", "demo-embedding");
  private static final long CREATED = 1_767_225_600; // 2026-01-01

  Answer openAi() {
    List<ObjectNode> data =
        NAMES.stream()
            .map(
                name ->
                    Json.object(
                        "id",
                        name,
                        "object",
                        "model",
                        "created",
                        CREATED,
                        "owned_by",
                        SimulatedUpstream.OWNER))
            .toList();
    return Answer.json(Json.object("object", "list", "data", data));
  }

  Answer anthropic() {
    List<ObjectNode> data =
        NAMES.stream()
            .map(
                name ->
                    Json.object(
                        "type",
                        "model",
                        "id",
                        name,
                        "display_name",
                        name + " (" + SimulatedUpstream.OWNER + ")",
                        "created_at",
                        "2026-01-01T00:00:00Z"))
            .toList();
    return Answer.json(
        Json.object(
            "data",
            data,
            "has_more",
            false,
            "first_id",
            NAMES.getFirst(),
            "last_id",
            NAMES.getLast()));
  }

  Answer google() {
    List<ObjectNode> models =
        NAMES.stream()
            .map(
                name ->
                    Json.object(
                        "name",
                        "models/" + name,
                        "version",
                        "001",
                        "displayName",
                        name,
                        "description",
                        "Answers from " + SimulatedUpstream.OWNER,
                        "inputTokenLimit",
                        1_048_576,
                        "outputTokenLimit",
                        65_536,
                        "supportedGenerationMethods",
                        Json.array("generateContent", "predictLongRunning")))
            .toList();
    return Answer.json(Json.object("models", models));
  }

  /** A job that makes a video; it is done when asked for the first time. */
  Answer operation(String model, String id, boolean done) {
    ObjectNode operation = Json.object("name", "models/" + model + "/operations/" + id);
    if (done) {
      operation.put("done", true);
      var video = Json.object("video", Json.object("uri", "https://simulated.invalid/video.mp4"));
      operation.set(
          "response",
          Json.object(
              "@type",
              "type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse",
              "generateVideoResponse",
              Json.object("generatedSamples", Json.array(video))));
    }
    return Answer.json(operation);
  }
}
