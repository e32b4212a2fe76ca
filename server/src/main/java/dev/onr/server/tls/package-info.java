/** Certificates: whom the gateway trusts, and who it says it is. */
@NullMarked
package dev.onr.server.tls;

import org.jspecify.annotations.NullMarked;
