/** Tries out how usage is read and estimated. */
@NullMarked
package dev.onr.admin.usage;

import org.jspecify.annotations.NullMarked;
