/** Access log, its formats and rotation, and the system log. */
@NullMarked
package dev.onr.server.log;

import org.jspecify.annotations.NullMarked;
