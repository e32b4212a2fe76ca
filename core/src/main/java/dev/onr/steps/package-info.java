/**
 * What a route does with one request and its answer, as compiled steps that run without looking
 * anything up.
 */
@NullMarked
package dev.onr.steps;

import org.jspecify.annotations.NullMarked;
