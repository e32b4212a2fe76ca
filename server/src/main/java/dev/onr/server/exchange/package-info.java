/** One request from first byte to log line. */
@NullMarked
package dev.onr.server.exchange;

import org.jspecify.annotations.NullMarked;
