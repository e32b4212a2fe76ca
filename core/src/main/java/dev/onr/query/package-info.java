/**
 * What operators ask providers: which models there are, and what is left on the account. Makes the
 * requests and reads the answers; who sends them is a function that comes in as an argument.
 */
@NullMarked
package dev.onr.query;

import org.jspecify.annotations.NullMarked;
