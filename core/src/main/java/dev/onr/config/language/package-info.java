/** The provider language: the one table of directives, expressions, presets, checks. */
@NullMarked
package dev.onr.config.language;

import org.jspecify.annotations.NullMarked;
