/** A simulated upstream that speaks every dialect, for --demo, tests and benchmarks. */
@NullMarked
package dev.onr.server.demo;

import org.jspecify.annotations.NullMarked;
