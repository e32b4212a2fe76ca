/** Keys: upstream keys, access keys, token keys, encrypted values. */
@NullMarked
package dev.onr.credential;

import org.jspecify.annotations.NullMarked;
