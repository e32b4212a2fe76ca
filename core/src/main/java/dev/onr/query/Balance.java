package dev.onr.query;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is left on an account.
 *
 * @param mode {@code openai} or {@code custom}
 * @param unit {@code USD} or {@code CNY}
 * @param left what is left
 * @param used what was spent; empty where the provider isn't asked for it
 */
public record Balance(String mode, String unit, BigDecimal left, Optional<BigDecimal> used) {}
