/**
 * {@code bench/run}: gateways beside each other, under the same loads, in front of the same
 * upstream.
 */
@NullMarked
package dev.onr.bench.beside;

import org.jspecify.annotations.NullMarked;
