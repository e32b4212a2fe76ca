/** Provider files as text and lossless tree: tokens, statements, blocks, includes. */
@NullMarked
package dev.onr.config.syntax;

import org.jspecify.annotations.NullMarked;
