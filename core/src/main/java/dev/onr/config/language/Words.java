package dev.onr.config.language;

import dev.onr.Api;
import dev.onr.config.syntax.Token;
import dev.onr.config.syntax.Token.Kind;
import dev.onr.steps.Wildcard;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Argument types whose values are texts: names, words of closed sets, patterns, literals. */
final class Words {
  /** RFC 9110 §5.6.2: the characters of a header name. */
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** One word, quoted or not, without blanks around it. */
  static final ArgumentType WORD = word("a word");

  /** The name of a header. */
  static final ArgumentType HEADER = ArgumentType.of("a header name", Words::headerName);

  /** A quoted text, exactly as written. */
  static final ArgumentType EXACT_STRING =
      ArgumentType.of("a quoted text", in -> in.string("a quoted text").value());

  /** A quoted text without blanks around it. */
  static final ArgumentType STRING = string("a quoted text");

  /** A quoted text under its own label, without blanks around it. */
  static ArgumentType string(String label) {
    return ArgumentType.of(label, in -> in.string(label).value().strip());
  }

  /** {@code true} or {@code false}, in any case. */
  static final ArgumentType BOOLEAN =
      ArgumentType.of("true or false", Words::bool).withWords(List.of("true", "false"));

  /** What a value in an answer is compared with: a quoted text, a word or a number. */
  static final ArgumentType LITERAL = ArgumentType.of("a text or number", Words::literal);

  /** One of the APIs, quoted. */
  static final ArgumentType API =
      ArgumentType.of("an API name in quotes", Words::api)
          .withWords(Arrays.stream(Api.values()).map(Api::apiName).toList());

  /** {@code true} or {@code false} without quotes, as in the header of a match. */
  static final ArgumentType STREAM =
      ArgumentType.of("true or false", Words::stream).withWords(List.of("true", "false"));

  /** The base URL of a provider. */
  static final ArgumentType BASE_URL =
      ArgumentType.of("a URL in quotes, such as \"https://api.example.com\"", Words::baseUrl);

  private Words() {}

  /** One word under its own label. */
  static ArgumentType word(String label) {
    return ArgumentType.of(label, in -> in.word(label).value().strip());
  }

  /** One lower-cased word that names a preset or a built-in mode. */
  static ArgumentType presetName(String label, String... builtIn) {
    return ArgumentType.of(label, in -> in.word(label).value().strip().toLowerCase(Locale.ROOT))
        .withWords(List.of(builtIn));
  }

  /** A word of a closed set, in any case; comes out in lower case. */
  static ArgumentType oneOf(String code, String... words) {
    return oneOf(code, List.of(words));
  }

  /** A word of a closed set, in any case; comes out in lower case. */
  static ArgumentType oneOf(String code, List<String> words) {
    return oneOf(code, text -> text.toLowerCase(Locale.ROOT), words);
  }

  /** A word of a closed set of upper-case words, written in any case. */
  static ArgumentType oneOfUpper(String code, String... words) {
    return oneOf(code, text -> text.toUpperCase(Locale.ROOT), List.of(words));
  }

  /** A word of a closed set, exactly as it stands there. */
  static ArgumentType exactlyOneOf(String code, String... words) {
    return oneOf(code, Function.identity(), List.of(words));
  }

  private static ArgumentType oneOf(
      String code, Function<String, String> normalised, List<String> words) {
    String label = label(words);
    ArgumentType.Reader reader =
        in -> {
          Token token = in.word(label);
          String text = normalised.apply(token.value().strip());
          if (!words.contains(text)) {
            throw unknown(code, token, in.subject(), words);
          }
          return text;
        };
    return ArgumentType.of(label, reader).withWords(words);
  }

  /** A mode that a running gateway may not know: it warns, and the mode does nothing. */
  static ArgumentType openMode(String code, List<String> words) {
    String label = label(words);
    return new ArgumentType(
        label,
        words,
        Optional.of(code),
        in -> {
          Token token = in.word(label);
          if (token.value().isBlank()) {
            throw unknown(code, token, in.subject(), words);
          }
          return token.value().strip().toLowerCase(Locale.ROOT);
        });
  }

  private static String label(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : words.size() <= 5 ? "one of " + String.join(", ", words) : "a mode";
  }

  static Refusal unknown(String code, Token token, String directive, List<String> words) {
    String message =
        words.size() <= 5
            ? "%s is %s, not \"%s\"".formatted(directive, label(words), token.value())
            : "%s has no mode \"%s\"".formatted(directive, token.value());
    return new Refusal(code, token.span(), message)
        .near(token.value().strip().toLowerCase(Locale.ROOT), words);
  }

  /** One or more patterns of header items, where case counts. */
  static final ArgumentType HEADER_PATTERNS =
      ArgumentType.of(
          "one or more patterns",
          in -> patterns(in, "header.no_pattern", "header.empty_pattern", Wildcard::exactCase));

  /** One or more patterns of JSON strings, where case does not count. */
  static final ArgumentType JSON_PATTERNS =
      ArgumentType.of(
          "one or more patterns",
          in -> patterns(in, "request.no_pattern", "request.no_pattern", Wildcard::anyCase));

  private static List<Wildcard> patterns(
      ArgumentReader in, String none, String blank, Function<String, Wildcard> compile) {
    List<Wildcard> patterns = new ArrayList<>();
    while (!in.atEnd() && !in.startsOption()) {
      Token token = in.word("a pattern");
      if (token.is(Kind.IDENTIFIER) && token.value().equals("separator")) {
        throw new Refusal(
            "syntax.expected_token", token.span(), "expected \"=\" after \"separator\"");
      }
      if (token.value().isBlank()) {
        throw new Refusal(blank, token.span(), "a pattern of " + in.subject() + " is empty");
      }
      patterns.add(compile.apply(token.value().strip()));
    }
    if (patterns.isEmpty()) {
      throw new Refusal(none, in.place(), in.subject() + " needs at least one pattern");
    }
    return patterns;
  }

  /** Names of events, separated by {@code |}. */
  static ArgumentType events(String code) {
    return ArgumentType.of("event names, separated by |", in -> eventNames(code, in));
  }

  private static List<String> eventNames(String code, ArgumentReader in) {
    List<Token> tokens = in.peek().is(Kind.STRING) ? in.run() : in.rest();
    List<String> names = new ArrayList<>();
    for (String part : ArgumentReader.textOf(tokens).split("\\|", -1)) {
      String name = part.strip();
      if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
        throw new Refusal(
            code,
            ArgumentReader.spanOf(tokens),
            "event names are words, separated by \"|\"; here is one that is empty or has blanks");
      }
      names.add(name);
    }
    return names;
  }

  /** A list of field names, separated by {@code |}. */
  static ArgumentType fieldNames(String code) {
    return ArgumentType.of(
        "field names, separated by |",
        in -> {
          List<Token> tokens = in.run();
          List<String> names = new ArrayList<>();
          for (String part : ArgumentReader.textOf(tokens).split("\\|", -1)) {
            String name = part.strip();
            if (name.isEmpty() || !name.matches("[^\\s.$\\[\\]]+")) {
              throw new Refusal(
                  code,
                  ArgumentReader.spanOf(tokens),
                  "%s lists plain field names, separated by \"|\"; \"%s\" is none"
                      .formatted(in.subject(), name));
            }
            names.add(name);
          }
          return names;
        });
  }

  /** What separates the items of a header; it must be the last argument. */
  static final ArgumentType SEPARATOR = ArgumentType.of("a quoted separator", Words::separator);

  private static String separator(ArgumentReader in) {
    Token token = in.string("a quoted separator");
    if (token.value().isBlank()) {
      throw new Refusal("header.empty_separator", token.span(), "the separator is empty");
    }
    return token.value().strip();
  }

  private static String headerName(ArgumentReader in) {
    Token token = in.word("a header name");
    String name = token.value().strip();
    if (!HEADER_NAME.matcher(name).matches()) {
      throw new Refusal(
          "header.bad_name",
          token.span(),
          name.isEmpty()
              ? in.subject() + " needs a header name; this one is empty"
              : "\"" + name + "\" can't be the name of a header");
    }
    return name;
  }

  private static Boolean bool(ArgumentReader in) {
    List<Token> tokens = in.run();
    return switch (ArgumentReader.textOf(tokens).strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new Refusal(
              "syntax.bad_option_value", ArgumentReader.spanOf(tokens), "expected true or false");
    };
  }

  private static String literal(ArgumentReader in) {
    List<Token> tokens = in.run();
    String text = ArgumentReader.textOf(tokens);
    if (tokens.getFirst().is(Kind.STRING) || tokens.getFirst().is(Kind.IDENTIFIER)) {
      return text;
    }
    return Numbers.plain(tokens);
  }

  private static Api api(ArgumentReader in) {
    if (in.atEnd() || !in.peek().is(Kind.STRING)) {
      throw new Refusal(
              "syntax.bad_match_condition", in.place(), "api is compared with a quoted name")
          .withHint("for example api = \"chat.completions\"");
    }
    Token token = in.next();
    String name = token.value().strip();
    List<String> known = Arrays.stream(Api.values()).map(Api::apiName).toList();
    return Api.named(name)
        .orElseThrow(
            () ->
                new Refusal(
                        "match.unsupported_api", token.span(), "there is no API \"" + name + "\"")
                    .near(name, known));
  }

  private static Boolean stream(ArgumentReader in) {
    if (!in.atEnd() && in.peek().is(Kind.IDENTIFIER)) {
      String word = in.peek().value();
      if (word.equals("true") || word.equals("false")) {
        in.next();
        return Boolean.valueOf(word);
      }
    }
    throw new Refusal(
        "syntax.bad_match_condition",
        in.place(),
        "stream is compared with true or false, unquoted");
  }

  private static String baseUrl(ArgumentReader in) {
    if (!in.peek().is(Kind.STRING) || in.peekSecond().isPresent()) {
      throw new Refusal(
          "upstream.base_url_not_literal",
          in.place(),
          "base_url is one URL in quotes, without variables or functions");
    }
    Token token = in.next();
    String url = token.value().strip();
    if (url.isEmpty()) {
      throw new Refusal("upstream.base_url_required", token.span(), "base_url is empty");
    }
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below, together with everything else that is no such URL.
    }
    throw new Refusal(
            "upstream.base_url_not_absolute",
            token.span(),
            "base_url must be an http or https URL with a host, not \"" + url + "\"")
        .withHint("for example \"https://api.example.com\"");
  }
}
