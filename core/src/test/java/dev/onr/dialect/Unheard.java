package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Places of documents that no one need hear in another dialect, and why. */
record Unheard(String pattern, String reason) {

  /** Every place that is silent is on the list, and every entry of the list is needed. */
  static void check(List<Unheard> list, List<String> silent) {
    assertThat(silent)
        .as("dropped without being counted")
        .allMatch(each -> list.stream().anyMatch(one -> each.matches(one.pattern)));
    assertThat(list)
        .allSatisfy(
            one ->
                assertThat(silent)
                    .as(one.reason)
                    .anySatisfy(each -> assertThat(each).matches(one.pattern)));
  }
}
