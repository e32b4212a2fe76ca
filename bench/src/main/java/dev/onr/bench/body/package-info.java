/** {@code bench/body}: what one large body costs the others, and how much memory it takes. */
@NullMarked
package dev.onr.bench.body;

import org.jspecify.annotations.NullMarked;
