/** Server-sent events: bytes to events and back. */
@NullMarked
package dev.onr.sse;

import org.jspecify.annotations.NullMarked;
