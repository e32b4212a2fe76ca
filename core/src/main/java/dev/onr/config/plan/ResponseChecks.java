package dev.onr.config.plan;

import dev.onr.Api;
import dev.onr.config.Diagnostic;
import dev.onr.config.language.Block;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Setting;
import dev.onr.dialect.Form;
import dev.onr.dialect.Mode;
import dev.onr.steps.Variable;
import java.util.Locale;
import java.util.Optional;

/** What the response part of a match must meet, alone and together with defaults. */
final class ResponseChecks {
  private final Scope own;
  private final Scope effective;
  private final Condition condition;
  private final Findings findings;

  ResponseChecks(Scope own, Scope effective, Condition condition, Findings findings) {
    this.own = own;
    this.effective = effective;
    this.condition = condition;
    this.findings = findings;
  }

  /** What defaults must meet. */
  static void defaults(Scope defaults, Findings findings) {
    defaults
        .named("sse_collect")
        .forEach(
            collect ->
                findings.add(
                    Diagnostic.error(
                            "response.collect_in_defaults",
                            collect.place(),
                            "sse_collect can't stand in defaults")
                        .withHint("move it into the matches with stream = false")));
  }

  void run() {
    own.last("sse_collect").ifPresent(this::collect);
    neverApplies("sse_parse", false);
    neverApplies("sse_binary_extract", false);
    neverApplies("resp_map", true);
    neverApplies("resp_body_extract", true);
    untranslated("resp_map", Mode.Kind.WHOLE);
    untranslated("sse_parse", Mode.Kind.STREAM);
    multipart();
  }

  private void collect(Setting collect) {
    Optional<Setting> rival = effective.named("sse_parse", "resp_passthrough").findFirst();
    rival.ifPresent(
        other ->
            findings.error(
                "response.collect_conflict",
                collect.place(),
                "sse_collect and %s (line %d) exclude each other"
                    .formatted(other.name(), other.place().line())));
    if (condition.stream().equals(Optional.of(true))) {
      findings.error(
          "response.collect_on_stream",
          collect.place(),
          "sse_collect makes a whole answer, but this match is for streams");
    } else if (condition.stream().isEmpty() && rival.isEmpty()) {
      findings.add(
          Diagnostic.warning(
                  "response.collect_any_stream",
                  collect.place(),
                  "sse_collect has no effect on the streams that this match serves too")
              .withHint("say stream = false in the match"));
    }
  }

  /** A directive for one kind of answers in a match for the other kind. */
  private void neverApplies(String directive, boolean stream) {
    if (condition.stream().equals(Optional.of(stream))) {
      own.last(directive)
          .ifPresent(
              idle ->
                  findings.warning(
                      "response.never_applies",
                      idle.place(),
                      "%s is for %s, which this match does not serve"
                          .formatted(directive, stream ? "whole answers" : "streams")));
    }
  }

  /** Answers are translated from a dialect that the request was never translated to. */
  private void untranslated(String directive, Mode.Kind kind) {
    Optional<Setting> mapping = own.last(directive);
    if (mapping.isEmpty() || effective.has("req_map") || condition.api().isEmpty()) {
      return;
    }
    String mode = mapping.get().arguments().text("mode");
    Optional<Form> upstream = Mode.named(kind, mode).map(Mode::from);
    Optional<Form> client = form(condition.api().get());
    if (upstream.isPresent() && client.isPresent() && !upstream.equals(client)) {
      findings.warning(
          "response.request_untranslated",
          mapping.get().place(),
          "%s expects answers of another dialect, but requests of %s go out as they came; req_map is missing"
              .formatted(mode, condition.api().get().apiName()));
    }
  }

  private static Optional<Form> form(Api api) {
    return switch (api) {
      case CHAT_COMPLETIONS -> Optional.of(Form.OPENAI_CHAT);
      case RESPONSES -> Optional.of(Form.OPENAI_RESPONSES);
      case CLAUDE_MESSAGES -> Optional.of(Form.ANTHROPIC_MESSAGES);
      case GEMINI_GENERATE_CONTENT, GEMINI_STREAM_GENERATE_CONTENT -> Optional.of(Form.GEMINI);
      case IMAGES_GENERATIONS -> Optional.of(Form.OPENAI_IMAGES);
      default -> Optional.empty();
    };
  }

  /** Multipart bodies are sent on as they came. */
  private void multipart() {
    if (condition.api().isEmpty() || !condition.api().get().allowsOpaqueBody()) {
      return;
    }
    own.settings().stream()
        .filter(this::changesBody)
        .findFirst()
        .ifPresent(
            setting ->
                findings.warning(
                    "request.multipart_body",
                    setting.place(),
                    "%s has no effect on multipart bodies, and %s are sent as such"
                        .formatted(
                            setting.name(),
                            condition.api().get().apiName().toLowerCase(Locale.ROOT))));
  }

  private boolean changesBody(Setting setting) {
    // A mapped model has its effect where the URL or a header names it.
    boolean modelIsUsed =
        effective.settings().stream()
            .anyMatch(each -> each.arguments().variables().contains(Variable.REQUEST_MODEL_MAPPED));
    return setting.in() == Block.AFTER_REQ_MAP
        || (setting.in() == Block.REQUEST
            && (setting.name().startsWith("json_")
                || setting.name().equals("req_map")
                || (setting.name().startsWith("model_map") && !modelIsUsed)));
  }
}
