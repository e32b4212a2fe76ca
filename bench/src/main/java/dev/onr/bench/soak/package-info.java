/**
 * {@code bench/soak}: half an hour of mixed traffic, after which nothing may have been lost or
 * kept.
 */
@NullMarked
package dev.onr.bench.soak;

import org.jspecify.annotations.NullMarked;
