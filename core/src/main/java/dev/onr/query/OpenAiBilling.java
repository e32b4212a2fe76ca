package dev.onr.query;

import dev.onr.config.plan.BalanceQuery;
import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonValue;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.TextExpression;
import dev.onr.steps.Variable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** The balance of an account with a limit: the limit less what was used, by two requests. */
final class OpenAiBilling {
  private static final ExtractionPath PAYMENT_METHOD = ExtractionPath.parse("$.has_payment_method");
  private static final ExtractionPath LIMIT = ExtractionPath.parse("$.hard_limit_usd");
  private static final ExtractionPath USED = ExtractionPath.parse("$.total_usage");
  private static final BigDecimal CENTS = BigDecimal.valueOf(100);

  /** How far back usage of an account without a payment method is counted. */
  private static final int FREE_DAYS = 100;

  private final ProviderQueries queries;
  private final BalanceQuery query;

  OpenAiBilling(ProviderQueries queries, BalanceQuery query) {
    this.queries = queries;
    this.query = query;
  }

  Balance ask(LocalDate today) {
    String subscriptionUrl = queries.url(query.subscriptionPath(), "subscription_path");
    String usageUrl = queries.url(query.usagePath(), "usage_path");
    JsonValue subscription = get(subscriptionUrl);
    boolean pays = PAYMENT_METHOD.values(subscription).stream().anyMatch(JsonValue::isTrue);
    LocalDate start = pays ? today.withDayOfMonth(1) : today.minusDays(FREE_DAYS);
    String separator = usageUrl.contains("?") ? "&" : "?";
    JsonValue usage = get(usageUrl + separator + "start_date=" + start + "&end_date=" + today);
    BigDecimal limit = amount(LIMIT, subscription);
    BigDecimal used = amount(USED, usage).divide(CENTS);
    return new Balance("openai", query.unit(), limit.subtract(used), Optional.of(used));
  }

  private static BigDecimal amount(ExtractionPath path, JsonValue root) {
    return path.values(root).stream()
        .findFirst()
        .map(Amounts::number)
        .orElseThrow(() -> new QueryFailure("the answer has nothing at " + path));
  }

  private JsonValue get(String url) {
    HeaderFields headers = queries.headers(query.headers());
    if (headers.first("Authorization") == null) {
      TextExpression key = TextExpression.of(Variable.CHANNEL_KEY);
      headers.add("Authorization", "Bearer " + key.evaluate(queries.channel().variables()));
    }
    return Amounts.object(queries.sender().send(new QueryRequest("GET", url, headers)));
  }
}
