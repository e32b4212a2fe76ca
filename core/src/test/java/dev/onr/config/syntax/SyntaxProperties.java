package dev.onr.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.SourceFile;
import dev.onr.config.syntax.Item.Block;
import dev.onr.config.syntax.Item.Statement;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SyntaxProperties {
  private static SyntaxTree parse(String text) {
    return new Parser("set_header"::equals).parse(new SourceFile("a.conf", text));
  }

  @Property
  void printingTheTreeGivesTheTextBack(@ForAll("anything") String text) {
    assertThat(parse(text).print()).isEqualTo(text);
  }

  @Property(tries = 300)
  void printingTheTreeGivesArbitraryTextBack(@ForAll String text) {
    var file = new SourceFile("a.conf", text);
    assertThat(new Parser(name -> false).parse(file).print()).isEqualTo(file.text());
  }

  @Property
  void whatIsNoTokenIsWhiteSpaceOrAComment(@ForAll("anything") String text) {
    SyntaxTree tree = parse(text);
    for (int i = 0; i < tree.tokens().size(); i++) {
      for (Trivia trivia : tree.triviaBefore(i)) {
        String raw = trivia.span().text();
        if (trivia.comment()) {
          assertThat(raw).matches("(?s)(#|//)[^\n]*");
        } else {
          assertThat(raw).containsOnlyWhitespaces().isNotEmpty();
        }
      }
    }
  }

  @Property
  void theItemsHoldTokensInTheOrderOfTheText(@ForAll("anything") String text) {
    List<Token> inItems = new ArrayList<>();
    collect(parse(text).items(), inItems);
    for (int i = 1; i < inItems.size(); i++) {
      assertThat(inItems.get(i).span().start())
          .isGreaterThanOrEqualTo(inItems.get(i - 1).span().end());
    }
  }

  @Property
  void textWithoutErrorsHasAllItsWordsInTheTree(@ForAll("anything") String text) {
    SyntaxTree tree = parse(text);
    if (tree.diagnostics().isEmpty()) {
      assertThat(words(tree))
          .isEqualTo(tree.tokens().stream().filter(SyntaxProperties::isWord).toList());
    }
  }

  @Property
  void everyErrorHasAPlaceInTheFileAndCanBePrinted(@ForAll("anything") String text) {
    SyntaxTree tree = parse(text);
    assertThat(tree.diagnostics())
        .allSatisfy(
            each -> {
              var place = each.place().orElseThrow();
              assertThat(place.start()).isBetween(0, place.end());
              assertThat(place.end()).isLessThanOrEqualTo(text.length());
            });
    assertThat(DiagnosticPrinter.print(tree.diagnostics()).lines().count())
        .isEqualTo(3L * DiagnosticPrinter.inOrder(tree.diagnostics()).size());
  }

  @Property
  void validTextHasNoErrors(@ForAll("valid") String text) {
    assertThat(parse(text).diagnostics()).isEmpty();
  }

  @Property
  void formattingKeepsWordsAndComments(@ForAll("valid") String text) {
    SyntaxTree before = parse(text);
    SyntaxTree after = parse(Formatter.withSpaces(2).format(before));
    assertThat(after.diagnostics()).isEmpty();
    assertThat(shape(after)).isEqualTo(shape(before));
    assertThat(comments(after)).isEqualTo(comments(before));
  }

  @Property
  void formattingTwiceChangesNothing(@ForAll("valid") String text) {
    String once = Formatter.withTabs().format(parse(text));
    assertThat(Formatter.withTabs().format(parse(once))).isEqualTo(once);
  }

  @Provide
  Arbitrary<String> anything() {
    return ProviderTexts.anything();
  }

  @Provide
  Arbitrary<String> valid() {
    return ProviderTexts.valid();
  }

  private static String shape(SyntaxTree tree) {
    return TreeText.of(tree.file(), tree.items());
  }

  private static List<String> comments(SyntaxTree tree) {
    List<String> comments = new ArrayList<>();
    for (int i = 0; i < tree.tokens().size(); i++) {
      tree.triviaBefore(i).stream()
          .filter(Trivia::comment)
          .forEach(each -> comments.add(each.span().text().stripTrailing()));
    }
    return comments;
  }

  private static boolean isWord(Token token) {
    return token.is(Token.Kind.STRING)
        || token.is(Token.Kind.IDENTIFIER)
        || token.is(Token.Kind.OTHER);
  }

  private static List<Token> words(SyntaxTree tree) {
    List<Token> words = new ArrayList<>();
    collect(tree.items(), words);
    return words;
  }

  private static void collect(List<Item> items, List<Token> into) {
    for (Item item : items) {
      switch (item) {
        case Statement statement -> {
          into.add(statement.name());
          into.addAll(statement.arguments());
        }
        case Block block -> {
          into.add(block.name());
          into.addAll(block.header());
          collect(block.items(), into);
        }
      }
    }
  }
}
