/** Encrypted values and the key that opens them. */
@NullMarked
package dev.onr.admin.crypto;

import org.jspecify.annotations.NullMarked;
