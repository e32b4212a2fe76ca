package dev.onr.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What several attempts came to together. */
class AccountingTest {
  private static final Accounting LAST =
      accounting("stop", "input_tokens", 7L, "cost_total", new BigDecimal("0.25"));

  @Test
  void tokensAndCostsAreAdded() {
    Accounting earlier =
        accounting(
            "length",
            "input_tokens",
            100L,
            "cost_total",
            new BigDecimal("0.5"),
            "cost_multiplier",
            new BigDecimal("2"));
    Accounting both = LAST.after(earlier);
    assertThat(both.figures())
        .isEqualTo(
            figures(
                "input_tokens",
                107L,
                "cost_total",
                new BigDecimal("0.75"),
                "cost_multiplier",
                new BigDecimal("2")));
    assertThat(both.finishReason()).isEqualTo("stop");
  }

  @Test
  void aMultiplierIsNoAmount() {
    Accounting one = accounting("", "cost_multiplier", new BigDecimal("2"));
    assertThat(one.after(one).figures()).isEqualTo(one.figures());
  }

  @Test
  void anAttemptThatReportedNothingChangesNothing() {
    assertThat(LAST.after(Accounting.NONE)).isEqualTo(LAST);
  }

  @Test
  void whatAnEarlierAttemptUsedCountsAlsoWhereTheLastUsedNothing() {
    Accounting both = Accounting.NONE.after(LAST);
    assertThat(both.figures()).isEqualTo(LAST.figures());
    assertThat(both.finishReason()).isEmpty();
  }

  private static Accounting accounting(String finishReason, Object... figures) {
    return new Accounting(finishReason, "upstream", "m", figures(figures), List.of(), 0);
  }

  private static Map<String, Number> figures(Object... pairs) {
    Map<String, Number> figures = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      figures.put((String) pairs[i], (Number) pairs[i + 1]);
    }
    return figures;
  }
}
