/** The gateway process: command line, settings, snapshots, reload and shutdown. */
@NullMarked
package dev.onr.server;

import org.jspecify.annotations.NullMarked;
