/**
 * What an exchange used: facts read from answers and streams, why the model stopped, estimates
 * where the provider says nothing. Quantities are exact decimals.
 */
@NullMarked
package dev.onr.usage;

import org.jspecify.annotations.NullMarked;
