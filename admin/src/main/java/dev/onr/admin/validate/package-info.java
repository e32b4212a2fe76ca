/** Checks configuration files without serving them. */
@NullMarked
package dev.onr.admin.validate;

import org.jspecify.annotations.NullMarked;
