package dev.onr.config.plan;

import dev.onr.json.Arithmetic;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.TextExpression;
import java.util.List;
import java.util.Optional;

/**
 * How to ask a provider for the account's balance.
 *
 * @param mode {@code openai} (subscription less usage) or {@code custom}
 * @param method {@code GET} or {@code POST}
 * @param path of the custom query: below the base URL, or a whole URL
 * @param balance the balance in the answer
 * @param used what was spent, in the answer
 * @param unit {@code USD} or {@code CNY}
 * @param subscriptionPath of the first query of {@code openai}
 * @param usagePath of the second query of {@code openai}
 * @param headers after those of {@code defaults}
 */
public record BalanceQuery(
    String mode,
    String method,
    Optional<TextExpression> path,
    Optional<Arithmetic> balance,
    Optional<Arithmetic> used,
    String unit,
    TextExpression subscriptionPath,
    TextExpression usagePath,
    List<HeaderStep> headers) {

  public BalanceQuery {
    headers = List.copyOf(headers);
  }
}
