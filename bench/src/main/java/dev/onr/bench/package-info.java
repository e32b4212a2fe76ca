/** Benchmarks, and what they run against. */
@NullMarked
package dev.onr.bench;

import org.jspecify.annotations.NullMarked;
