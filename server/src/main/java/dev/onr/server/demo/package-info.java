/**
 * A simulated upstream that speaks every dialect, for --demo, tests and benchmarks.
 *
 * <p>A request arrives at the {@code Desk}. A {@code Voice} reads it into a {@code Question}, the
 * {@code Author} thinks up a {@code Reply}, the same voice puts that into its vendor's words, and
 * {@code Delivery} sends them. A token is a word; a tool is called when the question mentions its
 * name, or when the request demands it. What goes wrong on demand is listed at {@code Script}.
 */
@NullMarked
package dev.onr.server.demo;

import org.jspecify.annotations.NullMarked;
