/**
 * One model of a conversation, and for each of the four dialects a codec that reads and writes it.
 *
 * <p>A mode such as {@code anthropic_to_openai_chat} is a pair of dialects: read with one codec,
 * write with another. What the target can't say is counted in {@link dev.onr.dialect.Losses}. What
 * only means something in its own dialect rides along in {@link dev.onr.dialect.Extras} and comes
 * back out at home.
 */
@NullMarked
package dev.onr.dialect;

import org.jspecify.annotations.NullMarked;
