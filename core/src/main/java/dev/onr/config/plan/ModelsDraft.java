package dev.onr.config.plan;

import dev.onr.config.language.Block;
import dev.onr.json.ExtractionPath;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.TextExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a provider is asked for its models. */
final class ModelsDraft {
  private static final Pattern GEMINI_NAME = Pattern.compile("^models/(.+)$");

  final List<ExtractionPath> ids = new ArrayList<>();
  Optional<TextExpression> path = Optional.empty();
  private String method = "GET";
  private Optional<Pattern> rewrite = Optional.empty();
  private Optional<Pattern> allow = Optional.empty();
  private final List<HeaderStep> headers = new ArrayList<>();

  static void register(Compilers.Registry registry) {
    registry
        .in(Block.MODELS, Block.MODELS_MODE)
        .compile("method", (args, to) -> to.models.method = args.text("method"))
        .compile("path", (args, to) -> to.models.path = Optional.of(args.expression("path")))
        .compile("id_path", (args, to) -> to.models.ids.add(args.extraction("path")))
        .compile("id_regex", (args, to) -> to.models.rewrite = args.find("pattern", Pattern.class))
        .compile(
            "id_allow_regex", (args, to) -> to.models.allow = args.find("pattern", Pattern.class))
        .compile("set_header", (args, to) -> to.models.headers.add(RequestDraft.set(args)))
        .compile("del_header", (args, to) -> to.models.headers.add(RequestDraft.delete(args)));
  }

  /** What a built-in mode implies, where nothing else was said. */
  void fillIn(String mode) {
    switch (mode) {
      case "openai" -> standard("/v1/models", "$.data[*].id");
      case "gemini" -> {
        standard("/v1beta/models", "$.models[*].name");
        rewrite = rewrite.or(() -> Optional.of(GEMINI_NAME));
      }
      default -> {}
    }
  }

  private void standard(String url, String id) {
    path = path.or(() -> Optional.of(TextExpression.of(url)));
    if (ids.isEmpty()) {
      ids.add(ExtractionPath.parse(id));
    }
  }

  ModelsQuery plan(String mode) {
    return new ModelsQuery(
        mode, method, path.orElse(TextExpression.of("")), ids, rewrite, allow, headers);
  }
}
