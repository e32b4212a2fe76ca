/**
 * What everything in onr speaks of: the APIs that clients call and the dialects that they speak.
 */
@NullMarked
package dev.onr;

import org.jspecify.annotations.NullMarked;
