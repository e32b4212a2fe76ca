/** YAML read with types, positions and errors that name the place. */
@NullMarked
package dev.onr.config.yaml;

import org.jspecify.annotations.NullMarked;
