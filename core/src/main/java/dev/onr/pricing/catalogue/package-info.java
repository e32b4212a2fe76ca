/** A public catalogue of prices, and the price file that is made from it. */
@NullMarked
package dev.onr.pricing.catalogue;

import org.jspecify.annotations.NullMarked;
