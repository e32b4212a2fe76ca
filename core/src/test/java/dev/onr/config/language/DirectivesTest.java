package dev.onr.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table is complete and readable: reference, completion and hover are made from it. */
class DirectivesTest {
  @Test
  void everyRowSaysWhatItDoes() {
    assertThat(Directives.all())
        .allSatisfy(
            row -> {
              assertThat(row.summary()).as(row.name()).endsWith(".").hasSizeBetween(15, 110);
              assertThat(row.in()).as(row.name()).isNotEmpty();
            });
  }

  @Test
  void everyArgumentHasALabelForMessages() {
    assertThat(Directives.all())
        .flatMap(Directive::arguments)
        .allSatisfy(argument -> assertThat(argument.type().label()).isNotBlank());
  }

  @Test
  void everyBlockIsOpenedByARowOfItsName() {
    Arrays.stream(Block.values())
        .filter(block -> block != Block.FILE)
        .forEach(
            block ->
                assertThat(Directives.all())
                    .as(block.word())
                    .anySatisfy(
                        row -> {
                          assertThat(row.opens()).isEqualTo(Optional.of(block));
                          assertThat(row.name()).isEqualTo(block.word());
                        }));
  }

  @Test
  void optionsFollowWhatStandsByPosition() {
    assertThat(Directives.all())
        .allSatisfy(
            row ->
                assertThat(row.arguments().stream().map(Argument::isOption).toList())
                    .as(row.name())
                    .isSorted());
  }

  @Test
  void onlyDirectivesOfTwoScopesMerge() {
    Set<Block> oneScope =
        Set.of(Block.FILE, Block.PROVIDER, Block.METADATA, Block.UPSTREAM_CONFIG, Block.UPSTREAM);
    assertThat(Directives.all())
        .filteredOn(row -> oneScope.containsAll(row.in()))
        // What an upstream's outcome means is said for a provider, and again for a match.
        .filteredOn(row -> !row.in().containsAll(Set.of(Block.UPSTREAM_CONFIG, Block.UPSTREAM)))
        .allSatisfy(row -> assertThat(row.merge()).as(row.name()).isEqualTo(Merge.NONE));
  }

  @Test
  void replacementsExistWhereTheRemovedNameStood() {
    List<Directive> removed = Directives.all().stream().filter(Directive::isRemoved).toList();
    assertThat(removed).hasSize(10);
    assertThat(removed)
        .allSatisfy(
            row ->
                assertThat(row.in())
                    .anySatisfy(
                        block ->
                            assertThat(Directives.find(block, row.replacement().orElseThrow()))
                                .isPresent()));
  }

  @Test
  void theSameNameMayMeanDifferentThingsInDifferentBlocks() {
    assertThat(Directives.find(Block.REQUEST, "json_set").orElseThrow().options()).isEmpty();
    assertThat(Directives.find(Block.RESPONSE, "json_set").orElseThrow().options()).hasSize(3);
    assertThat(Directives.blocksOf("path"))
        .containsExactly(Block.BALANCE, Block.MODELS, Block.MODELS_MODE, Block.BALANCE_MODE);
    assertThat(Directives.isKnown("no_such")).isFalse();
  }
}
