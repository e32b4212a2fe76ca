/** Channels to providers: how each is doing, and whether it may be used now. */
@NullMarked
package dev.onr.server.channel;

import org.jspecify.annotations.NullMarked;
