package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code response} object around an output: whole, or at the beginning and the end of a stream.
 * OpenAI's clients require a number of members that only echo the request; where the upstream did
 * not send them, they hold the API's defaults.
 */
final class ResponsesEnvelope {
  /** OpenAI API reference, "The response object", error.code. */
  private static final Set<String> CODES =
      Set.of(
          "server_error",
          "rate_limit_exceeded",
          "invalid_prompt",
          "data_residency_mismatch",
          "bio_policy",
          "misalignment_policy_violation",
          "vector_store_timeout",
          "invalid_image",
          "invalid_image_format",
          "invalid_base64_image",
          "invalid_image_url",
          "image_too_large",
          "image_too_small",
          "image_parse_error",
          "image_content_policy_violation",
          "invalid_image_mode",
          "image_file_too_large",
          "unsupported_image_media_type",
          "empty_image_file",
          "failed_to_download_image",
          "image_file_not_found");

  private final AnswerContext context;
  private ObjectNode echo = JsonTree.object();
  private boolean home;
  private String id = "";
  private String model;
  private long created;
  private String tier = "";

  ResponsesEnvelope(AnswerContext context) {
    this.context = context;
    this.model = context.requestModel();
    this.created = context.nowSeconds();
  }

  /** Takes over what is known of the answer. */
  void know(AnswerHead head, Extras extras) {
    home |= extras.isHome(Tongue.RESPONSES);
    if (id.isEmpty() && !head.id().isBlank()) {
      id = home || head.id().startsWith("resp_") ? head.id() : "resp_" + head.id();
    }
    model = head.model().isEmpty() ? model : head.model();
    created = head.created().orElse(created);
    tier = head.tier().isEmpty() ? tier : head.tier();
    if (ResponsesForm.of(extras).get("echo") instanceof ObjectNode known) {
      echo = known;
    }
  }

  /** The response while it is under way: nothing said yet. */
  ObjectNode begun() {
    ObjectNode out = base("in_progress", JsonTree.nodes().arrayNode(), Optional.empty());
    return out.put("status", "in_progress");
  }

  /** The response that is done. */
  ObjectNode ended(FinishReason finish, ArrayNode output, Optional<Usage> usage) {
    String reason = incompleteReason(finish);
    ObjectNode out = base(reason.isEmpty() ? "completed" : "incomplete", output, usage);
    if (!reason.isEmpty() && !out.path("incomplete_details").isObject()) {
      out.putObject("incomplete_details").put("reason", reason);
    }
    return out;
  }

  /** The response that failed. */
  ObjectNode failed(UpstreamError error, ArrayNode output, Optional<Usage> usage) {
    ObjectNode out = base("failed", output, usage).put("status", "failed");
    ObjectNode target = out.putObject("error");
    String own = code(error);
    String code = listedCode(error);
    target.put("code", code).put("message", error.message());
    if (!error.type().isEmpty()) {
      target.put("type", error.type());
    }
    if (!own.equals(code)) {
      target.put("upstream_code", own);
    }
    return out;
  }

  /**
   * A code that OpenAI's list has: clients check it there. The vendor's own, where it is another,
   * goes beside it. (The code of an error event is any text.)
   */
  private static String listedCode(UpstreamError error) {
    if (CODES.contains(error.code())) {
      return error.code();
    }
    String kind = error.type().toLowerCase(Locale.ROOT);
    boolean tooMany =
        error.status() == 429
            || error.code().equals("429")
            || kind.startsWith("rate_limit")
            || kind.equals("resource_exhausted");
    return tooMany ? "rate_limit_exceeded" : "server_error";
  }

  /** OpenAI always gives a code. */
  static String code(UpstreamError error) {
    if (!error.code().isEmpty()) {
      return error.code();
    }
    return error.type().isEmpty() ? "server_error" : error.type();
  }

  static String incompleteReason(FinishReason finish) {
    return switch (finish) {
      case LENGTH, CONTEXT_FULL -> "max_output_tokens";
      case CONTENT_FILTER -> "content_filter";
      case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSED, OTHER -> "";
    };
  }

  private ObjectNode base(String status, ArrayNode output, Optional<Usage> usage) {
    if (id.isEmpty()) {
      id = "resp_" + context.uniqueId().get();
    }
    ObjectNode out = JsonTree.object();
    out.put("id", id).put("object", "response").put("created_at", created);
    out.put("status", status);
    if (!home) {
      out.putNull("error").putNull("incomplete_details").putNull("instructions");
      out.putObject("metadata");
    }
    out.put("model", model);
    out.set("output", output);
    if (!home) {
      out.put("parallel_tool_calls", true).putNull("temperature").put("tool_choice", "auto");
      out.putArray("tools");
      out.putNull("top_p");
    }
    if (usage.isPresent()) {
      ResponsesUsage.write(out.putObject("usage"), usage.get());
    } else {
      out.putNull("usage");
    }
    if (!tier.isEmpty()) {
      out.put("service_tier", tier);
    }
    return out.setAll(echo);
  }
}
