/** Makes price files from a public catalogue. */
@NullMarked
package dev.onr.admin.pricing;

import org.jspecify.annotations.NullMarked;
