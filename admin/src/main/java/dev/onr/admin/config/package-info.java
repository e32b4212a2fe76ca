/** Finds and reads the files that commands work on: onr.yaml, keys, models, providers. */
@NullMarked
package dev.onr.admin.config;

import org.jspecify.annotations.NullMarked;
