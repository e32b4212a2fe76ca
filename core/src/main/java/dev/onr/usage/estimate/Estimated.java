package dev.onr.usage.estimate;

import dev.onr.usage.Usage;

/**
 * A usage that is as complete as it gets.
 *
 * @param usage what the provider reported, with estimates on the sides that it left out
 * @param stage where the counts come from
 */
public record Estimated(Usage usage, UsageStage stage) {}
