/**
 * The provider language. {@link dev.onr.config.language.Directives} is its one table: a row per
 * directive and block. {@link dev.onr.config.language.Checker} holds a tree against the table and
 * gives sections and settings, whose arguments are read and compiled; what is wrong goes to {@link
 * dev.onr.config.language.Findings}. The table says how repeated directives and outer scopes count;
 * {@code config.plan} acts on it.
 */
@NullMarked
package dev.onr.config.language;

import org.jspecify.annotations.NullMarked;
