/** The traffic dump: whole exchanges as text files, for people who look for a fault. */
@NullMarked
package dev.onr.server.dump;

import org.jspecify.annotations.NullMarked;
