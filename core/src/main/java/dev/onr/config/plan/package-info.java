/**
 * What is left of provider files after checking: one {@link dev.onr.config.plan.Route} for each
 * match, found by API and stream flag.
 *
 * <p>{@link dev.onr.config.plan.PlanLoader} reads files; presets are collected and resolved;
 * defaults and match are merged as the table says; checks look at the merged scope; and each
 * directive's compile function, registered by the draft that it fills, adds to the plan.
 *
 * <p>A new directive is a row in the table of {@code config.language}, a compile function here, and
 * the step that it compiles to.
 */
@NullMarked
package dev.onr.config.plan;

import org.jspecify.annotations.NullMarked;
