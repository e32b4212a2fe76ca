/** What surrounds a command: streams, files, clock and terminal; how it fails and shows results. */
@NullMarked
package dev.onr.admin.shell;

import org.jspecify.annotations.NullMarked;
