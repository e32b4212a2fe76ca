/** The tree compiled into an immutable plan: one Route per provider, api and stream flag. */
@NullMarked
package dev.onr.config.plan;

import org.jspecify.annotations.NullMarked;
