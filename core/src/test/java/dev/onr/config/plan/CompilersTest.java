package dev.onr.config.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.auth.OAuthMode;
import dev.onr.config.language.Block;
import dev.onr.config.language.Directive;
import dev.onr.config.language.Directives;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each directive of the table means something. */
class CompilersTest {
  /** Statements that are gone before anything is compiled: resolved, expanded or compared. */
  private static final Set<String> RESOLVED =
      Set.of(
          "syntax",
          "include",
          "usage_extract",
          "finish_reason_extract",
          "models_mode",
          "balance_mode");

  @Test
  void everyStatementHasACompileFunctionWhereverItMayStand() {
    List<String> missing =
        Directives.all().stream()
            .filter(row -> row.shape() != Directive.Shape.BLOCK && !row.isRemoved())
            .filter(row -> !RESOLVED.contains(row.name()))
            .flatMap(
                row ->
                    row.in().stream()
                        .filter(block -> !Compilers.knows(block, row.name()))
                        .map(block -> row.name() + " in " + block.word()))
            .sorted()
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void everyOAuthModeOfTheTableIsKnown() {
    List<String> words =
        Directives.find(Block.AUTH, "oauth_mode")
            .orElseThrow()
            .positional()
            .getFirst()
            .type()
            .words();
    assertThat(Arrays.stream(OAuthMode.values()).map(OAuthMode::word).collect(Collectors.toSet()))
        .isEqualTo(Set.copyOf(words));
  }
}
