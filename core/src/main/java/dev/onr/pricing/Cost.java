package dev.onr.pricing;

import dev.onr.json.JsonNumbers;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one exchange cost, in US dollars.
 *
 * @param total the sum of the other amounts
 * @param input for input tokens that were neither read from nor written to a cache
 * @param output for output tokens
 * @param cacheRead for input tokens read from a cache
 * @param cacheWrite for input tokens written to a cache
 * @param extras for everything that is paid by the unit: seconds, images, calls
 * @param billableInputTokens the tokens that {@code input} pays for
 * @param multiplier what list prices were multiplied with: the provider's multiplier times the
 *     channel's
 * @param model the model under which the prices were found
 * @param channel {@code provider/key}; the provider alone where the key has no name
 * @param rates the prices that applied, multiplied
 */
public record Cost(
    BigDecimal total,
    BigDecimal input,
    BigDecimal output,
    BigDecimal cacheRead,
    BigDecimal cacheWrite,
    BigDecimal extras,
    long billableInputTokens,
    BigDecimal multiplier,
    String model,
    String channel,
    Rates rates) {
  /** The currency of all amounts, as the log names it. */
  public static final String UNIT = "usd";

  /**
   * The fields of the access log by their names: {@code cost_total}, {@code cost_input}, {@code
   * cost_output}, {@code cost_cache_read}, {@code cost_cache_write}, {@code billable_input_tokens},
   * {@code cost_multiplier}, {@code cost_model}, {@code cost_channel}, {@code cost_unit}. Numbers
   * are plain decimals without zeros at their end.
   */
  public Map<String, String> logFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("cost_total", JsonNumbers.plain(total));
    fields.put("cost_input", JsonNumbers.plain(input));
    fields.put("cost_output", JsonNumbers.plain(output));
    fields.put("cost_cache_read", JsonNumbers.plain(cacheRead));
    fields.put("cost_cache_write", JsonNumbers.plain(cacheWrite));
    fields.put("billable_input_tokens", Long.toString(billableInputTokens));
    fields.put("cost_multiplier", JsonNumbers.plain(multiplier));
    fields.put("cost_model", model);
    fields.put("cost_channel", channel);
    fields.put("cost_unit", UNIT);
    return Collections.unmodifiableMap(fields);
  }

  /**
   * All fields: those of the log and the prices that applied, {@code cost_rate_unit}, {@code
   * price_input}, {@code price_output}, {@code price_cache_read} and {@code price_cache_write}.
   */
  public Map<String, String> allFields() {
    Map<String, String> fields = new LinkedHashMap<>(logFields());
    fields.put("cost_rate_unit", rates.unit());
    fields.put("price_input", JsonNumbers.plain(rates.input()));
    fields.put("price_output", JsonNumbers.plain(rates.output()));
    fields.put("price_cache_read", JsonNumbers.plain(rates.cacheRead()));
    fields.put("price_cache_write", JsonNumbers.plain(rates.cacheWrite()));
    return Collections.unmodifiableMap(fields);
  }
}
