/** Where configuration text comes from and what is wrong with it: sources, spans, diagnostics. */
@NullMarked
package dev.onr.config;

import org.jspecify.annotations.NullMarked;
