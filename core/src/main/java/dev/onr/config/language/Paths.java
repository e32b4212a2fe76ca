package dev.onr.config.language;

import dev.onr.config.Span;
import dev.onr.config.syntax.Token;
import dev.onr.config.syntax.Token.Kind;
import dev.onr.json.ExtractionPath;
import dev.onr.json.ObjectPath;
import dev.onr.json.PathSyntaxException;
import dev.onr.steps.TextExpression;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Argument types whose values lead somewhere: JSON paths, URL paths; and regular expressions. */
final class Paths {
  /** A path of object keys. */
  static final ArgumentType OBJECT =
      ArgumentType.of(
          "a path such as \"$.a.b\"",
          in -> objectPath("path.object_path_invalid", List.of(in.word("a path"))));

  /** A path that reads, in quotes. */
  static final ArgumentType EXTRACTION =
      ArgumentType.of("a path such as \"$.a[0].b\"", in -> extraction(in.run()));

  /** A path that reads, in quotes or not, as the only argument. */
  static final ArgumentType SOLE_EXTRACTION =
      ArgumentType.of("a path such as \"$.a[0].b\"", in -> extraction(in.everything()));

  /** The path of a URL: an expression that begins with a slash. */
  static final ArgumentType URL_PATH =
      ArgumentType.of(
          "a path such as \"/v1/chat\", or template(\"/…\") or concat(\"/…\", …)", Paths::urlPath);

  /** The path of a URL, or a whole URL. */
  static final ArgumentType URL =
      ArgumentType.of("a path such as \"/v1/models\", or a URL", Paths::pathOrUrl);

  /** A regular expression, of the kind that RE2 knows too. */
  static final ArgumentType REGEX = ArgumentType.of("a regular expression", Paths::regex);

  private Paths() {}

  static ObjectPath objectPath(String code, List<Token> tokens) {
    try {
      return ObjectPath.parse(ArgumentReader.textOf(tokens));
    } catch (PathSyntaxException e) {
      boolean index = e.reason() == PathSyntaxException.Reason.ARRAY_INDEX;
      throw new Refusal(
          index ? "path.array_index_unsupported" : code,
          ArgumentReader.spanOf(tokens),
          String.valueOf(e.getMessage()));
    }
  }

  private static ExtractionPath extraction(List<Token> tokens) {
    try {
      return ExtractionPath.parse(ArgumentReader.textOf(tokens));
    } catch (PathSyntaxException e) {
      throw new Refusal(
          "path.extraction_path_invalid",
          ArgumentReader.spanOf(tokens),
          String.valueOf(e.getMessage()));
    }
  }

  private static TextExpression urlPath(ArgumentReader in) {
    Token first = in.peek();
    TextExpression path = shaped(in, "expr.not_path", List.of("/"));
    if (mentions(path, '?')) {
      throw new Refusal(
              "expr.not_path",
              first.span(),
              "a path can't hold a query, so \"?\" has no place in it")
          .withHint("use set_query for query parameters");
    }
    return path;
  }

  private static TextExpression pathOrUrl(ArgumentReader in) {
    return shaped(in, "expr.not_path_or_url", List.of("/", "http://", "https://"));
  }

  private static TextExpression shaped(ArgumentReader in, String code, List<String> beginnings) {
    Token first = in.peek();
    if (first.isOther("/")) {
      return bare(in.run());
    }
    TextExpression expression = Expressions.text(in);
    if (expression instanceof TextExpression.Reference && first.isOther("$")) {
      throw new Refusal(
              "expr.bare_variable",
              first.span(),
              in.subject() + " begins with \"/\"; a variable alone may not")
          .withHint("write template(\"/…\") with the variable in it");
    }
    String beginning = beginning(expression);
    if (beginnings.stream().noneMatch(beginning::startsWith)) {
      throw new Refusal(
          code,
          first.span(),
          "%s begins with %s".formatted(in.subject(), String.join(" or ", beginnings)));
    }
    return expression;
  }

  private static TextExpression bare(List<Token> tokens) {
    for (Token token : tokens) {
      if (token.isOther("$")) {
        throw new Refusal(
                "expr.dollar_in_unquoted", token.span(), "an unquoted path can't hold variables")
            .withHint("write template(\"/…${name}…\")");
      }
    }
    return TextExpression.of(ArgumentReader.textOf(tokens));
  }

  /** The fixed text with which an expression begins. */
  private static String beginning(TextExpression expression) {
    return switch (expression) {
      case TextExpression.Literal(String text) -> text;
      case TextExpression.Reference ignored -> "";
      case TextExpression.Join(List<TextExpression> parts) ->
          parts.isEmpty() ? "" : beginning(parts.getFirst());
    };
  }

  private static boolean mentions(TextExpression expression, char character) {
    return switch (expression) {
      case TextExpression.Literal(String text) -> text.indexOf(character) >= 0;
      case TextExpression.Reference ignored -> false;
      case TextExpression.Join(List<TextExpression> parts) ->
          parts.stream().anyMatch(part -> mentions(part, character));
    };
  }

  private static Pattern regex(ArgumentReader in) {
    List<Token> tokens = in.peek().is(Kind.STRING) ? in.run() : in.everything();
    Span place = ArgumentReader.spanOf(tokens);
    String text = ArgumentReader.textOf(tokens).strip();
    try {
      return Re2.compile(text);
    } catch (PatternSyntaxException e) {
      throw new Refusal("models.bad_regex", place, "no regular expression: " + e.getDescription());
    }
  }
}
