package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

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
                        field("id", name),
                        field("object", "model"),
                        field("created", CREATED),
                        field("owned_by", SimulatedUpstream.OWNER)))
            .toList();
    return Answer.json(Json.object(field("object", "list"), field("data", data)));
  }

  Answer anthropic() {
    List<ObjectNode> data =
        NAMES.stream()
            .map(
                name ->
                    Json.object(
                        field("type", "model"),
                        field("id", name),
                        field("display_name", name + " (" + SimulatedUpstream.OWNER + ")"),
                        field("created_at", "2026-01-01T00:00:00Z")))
            .toList();
    return Answer.json(
        Json.object(
            field("data", data),
            field("has_more", false),
            field("first_id", NAMES.getFirst()),
            field("last_id", NAMES.getLast())));
  }

  Answer google() {
    List<ObjectNode> models =
        NAMES.stream()
            .map(
                name ->
                    Json.object(
                        field("name", "models/" + name),
                        field("version", "001"),
                        field("displayName", name),
                        field("description", "Answers from " + SimulatedUpstream.OWNER),
                        field("inputTokenLimit", 1_048_576),
                        field("outputTokenLimit", 65_536),
                        field(
                            "supportedGenerationMethods",
                            Json.array("generateContent", "predictLongRunning"))))
            .toList();
    return Answer.json(Json.object(field("models", models)));
  }

  /** A job that makes a video; it is done when asked for the first time. */
  Answer operation(String model, String id, boolean done) {
    ObjectNode operation = Json.object(field("name", "models/" + model + "/operations/" + id));
    if (done) {
      operation.put("done", true);
      var video =
          Json.object(
              field("video", Json.object(field("uri", "https://simulated.invalid/video.mp4"))));
      operation.set(
          "response",
          Json.object(
              field(
                  "@type",
                  "type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse"),
              field(
                  "generateVideoResponse",
                  Json.object(field("generatedSamples", Json.array(video))))));
    }
    return Answer.json(operation);
  }
}
