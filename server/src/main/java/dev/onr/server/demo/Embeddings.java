package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI Embeddings: unit vectors that depend only on the text. */
final class Embeddings {
  private static final int DIMENSIONS = 16;

  Answer answer(ObjectNode request) {
    List<String> inputs = inputs(request.path("input"));
    boolean base64 = request.path("encoding_format").stringValue("float").equals("base64");
    int dimensions = request.path("dimensions").intValue(DIMENSIONS);
    List<ObjectNode> data = new ArrayList<>();
    for (String input : inputs) {
      float[] vector = vector(input, dimensions);
      data.add(
          Json.object(
              field("object", "embedding"),
              field("index", data.size()),
              field("embedding", base64 ? base64(vector) : floats(vector))));
    }
    int tokens = inputs.stream().mapToInt(Prompt::words).sum();
    return Answer.json(
        Json.object(
            field("object", "list"),
            field("data", data),
            field("model", request.path("model").stringValue("")),
            field(
                "usage",
                Json.object(field("prompt_tokens", tokens), field("total_tokens", tokens)))));
  }

  /** A text, a list of texts, a list of token numbers, or a list of such lists. */
  private static List<String> inputs(JsonNode input) {
    if (input.isString()) {
      return List.of(input.stringValue());
    }
    if (!input.isArray() || input.isEmpty()) {
      throw Refusal.missing("input");
    }
    if (input.get(0).isNumber()) {
      return List.of(tokens(input));
    }
    List<String> inputs = new ArrayList<>();
    for (JsonNode item : input) {
      inputs.add(item.isString() ? item.stringValue() : tokens(item));
    }
    return inputs;
  }

  private static String tokens(JsonNode numbers) {
    return numbers.toString().replaceAll("[\\[\\],]+", " ");
  }

  private static float[] vector(String text, int dimensions) {
    var random = new SplittableRandom(text.hashCode());
    var vector = new float[dimensions];
    double square = 0;
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextDouble(-1, 1);
      square += vector[i] * vector[i];
    }
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }

  private static List<Float> floats(float[] vector) {
    List<Float> floats = new ArrayList<>();
    for (float value : vector) {
      floats.add(value);
    }
    return floats;
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : vector) {
      bytes.putFloat(value);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
