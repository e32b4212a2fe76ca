/** How a person logs in at a provider to get a refresh token, as pure functions. */
@NullMarked
package dev.onr.auth.login;

import org.jspecify.annotations.NullMarked;
