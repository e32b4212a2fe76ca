/**
 * What exchanges cost: the price list and its overrides, how a price is found, and the arithmetic.
 * Amounts are exact decimals.
 */
@NullMarked
package dev.onr.pricing;

import org.jspecify.annotations.NullMarked;
