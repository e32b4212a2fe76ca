/** JSON as onr needs it: paths, reads and edits that keep the client's own bytes. */
@NullMarked
package dev.onr.json;

import org.jspecify.annotations.NullMarked;
