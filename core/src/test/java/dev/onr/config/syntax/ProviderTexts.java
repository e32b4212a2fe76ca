package dev.onr.config.syntax;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random texts for properties. */
final class ProviderTexts {
  private ProviderTexts() {}

  /** Pieces of the language in any order: mostly broken. */
  static Arbitrary<String> anything() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            "set_header",
            "include",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\t",
            "{",
            "}",
            ";",
            "\"",
            "'",
            "\\",
            "#",
            "//",
            "/",
            "=",
            "$",
            "0",
            "-",
            ":",
            ".",
            "é",
            "😀",
            "\ufffd",
            "\u0000",
            "\"x\"",
            "'y'",
            "https://",
            "\"a\\\"b\"");
    return pieces.list().ofMaxSize(120).map(parts -> String.join("", parts));
  }

  /** Texts without errors, in any layout. */
  static Arbitrary<String> valid() {
    Arbitrary<String> gaps =
        Arbitraries.of(" ", "  ", "\n", "\n\n\n", "\t", " # c\n", "\n// d  \n", " #\n\n", "\r\n");
    Arbitrary<String> maybe = Arbitraries.oneOf(gaps, Arbitraries.just(""));
    Arbitrary<String> words =
        Arbitraries.of("a", "b.c", "\"x\"", "'y\nz'", "$d", "=", "0.5", "concat(\"/a\", $b)");
    Arbitrary<String> arguments =
        net.jqwik.api.Combinators.combine(gaps, words)
            .as((gap, word) -> gap + word)
            .list()
            .ofMaxSize(3)
            .map(parts -> String.join("", parts));
    Arbitrary<String> items =
        Arbitraries.lazyOf(
            () ->
                net.jqwik.api.Combinators.combine(maybe, arguments, maybe, maybe)
                    .as((before, args, gap, after) -> before + "name" + args + gap + ";" + after),
            () -> Arbitraries.of(";", " ;\n"),
            () ->
                net.jqwik.api.Combinators.combine(maybe, arguments, maybe, valid(), maybe)
                    .as(
                        (before, args, gap, inside, after) ->
                            before + "block" + args + gap + "{" + inside + "}" + after));
    return items.list().ofMaxSize(3).map(parts -> String.join("", parts));
  }
}
