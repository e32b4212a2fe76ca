package dev.onr.usage;

import java.util.Map;

/**
 * What makes several quantities one item of a bill.
 *
 * @param dimension in lower case
 * @param unit in lower case
 * @param attributes sorted by name
 */
record BillingIdentity(String dimension, String unit, Map<String, String> attributes) {}
