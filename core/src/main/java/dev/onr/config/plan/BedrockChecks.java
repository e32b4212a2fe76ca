package dev.onr.config.plan;

import dev.onr.config.Span;
import dev.onr.config.language.Findings;
import dev.onr.config.language.Setting;
import dev.onr.config.syntax.Token;
import dev.onr.steps.TextExpression;
import dev.onr.steps.Variable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the paths of a provider with {@code transport aws_sdk} must look like. */
final class BedrockChecks {
  private static final Pattern INVOKE =
      Pattern.compile("/model/[^/]*\\S[^/]*/(invoke|invoke-with-response-stream)");

  private final Scope own;
  private final Condition condition;
  private final Findings findings;

  BedrockChecks(Scope own, Condition condition, Findings findings) {
    this.own = own;
    this.condition = condition;
    this.findings = findings;
  }

  void run(Span match, Predicate<String> misread) {
    own.named("set_query", "del_query")
        .forEach(
            query ->
                findings.error(
                    "routing.bedrock_query",
                    query.place(),
                    query.name() + " can't be used with transport aws_sdk"));
    Optional<Setting> path = own.last("set_path");
    if (path.isEmpty() && !misread.test("set_path")) {
      findings.error(
          "routing.bedrock_path_required",
          match,
          "with transport aws_sdk every match needs a set_path");
    }
    path.ifPresent(this::path);
  }

  private void path(Setting setPath) {
    Span place = setPath.arguments().place("path");
    Token first = setPath.arguments().tokens("path").getFirst();
    String path = written(setPath.arguments().expression("path"));
    if (first.value().equals("concat") && first.is(Token.Kind.IDENTIFIER)) {
      findings.error(
          "routing.bedrock_path_invalid",
          place,
          "with transport aws_sdk a path is a literal or a template, not concat");
    } else if (path.startsWith("/model/") && !INVOKE.matcher(path).matches()) {
      findings.error(
          "routing.bedrock_path_invalid",
          place,
          "a Bedrock path is /model/…/invoke or /model/…/invoke-with-response-stream");
    } else if (path.startsWith("/model/")) {
      stream(path.endsWith("-stream"), place);
    }
  }

  private void stream(boolean streams, Span place) {
    if (!condition.stream().equals(Optional.of(streams))) {
      findings.error(
          "routing.bedrock_stream_mismatch",
          place,
          "a match with this path must say stream = " + streams);
    }
  }

  /** The expression with variables in their places. */
  static String written(TextExpression expression) {
    return switch (expression) {
      case TextExpression.Literal(String text) -> text;
      case TextExpression.Reference(Variable variable) -> "${" + variable.variableName() + "}";
      case TextExpression.Join(List<TextExpression> parts) ->
          String.join("", parts.stream().map(BedrockChecks::written).toList());
    };
  }
}
