/** Token keys: access keys that carry wishes. */
@NullMarked
package dev.onr.admin.token;

import org.jspecify.annotations.NullMarked;
