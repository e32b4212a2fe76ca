/** The gateway's HTTP surface: routes, authentication, request ids, error envelopes. */
@NullMarked
package dev.onr.server.http;

import org.jspecify.annotations.NullMarked;
