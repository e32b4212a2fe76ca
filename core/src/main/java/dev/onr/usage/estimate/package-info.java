/**
 * Estimates of tokens where a provider reports none: which sides of a usage are missing, the text
 * of requests, answers and streams, and two ways to count it. Pure; nothing here does I/O except
 * that {@link dev.onr.usage.estimate.Tokenizer} loads its tables from the class path.
 */
@NullMarked
package dev.onr.usage.estimate;

import org.jspecify.annotations.NullMarked;
