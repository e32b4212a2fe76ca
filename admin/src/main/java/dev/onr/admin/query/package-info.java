/** Asks providers for balances and models. */
@NullMarked
package dev.onr.admin.query;

import org.jspecify.annotations.NullMarked;
