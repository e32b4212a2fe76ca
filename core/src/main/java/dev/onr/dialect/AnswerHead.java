package dev.onr.dialect;

import java.util.OptionalLong;

/**
 * What identifies an answer. Absent texts are empty.
 *
 * @param id the vendor's id, with the vendor's own prefix
 * @param model the model that answered
 * @param created seconds since the epoch
 * @param tier service tier that was used
 */
public record AnswerHead(String id, String model, OptionalLong created, String tier) {}
