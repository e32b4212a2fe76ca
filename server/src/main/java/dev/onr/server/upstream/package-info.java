/** Connections to providers: clients, pools, deadlines. */
@NullMarked
package dev.onr.server.upstream;

import org.jspecify.annotations.NullMarked;
