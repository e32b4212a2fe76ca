/**
 * How onr gets access tokens (OAuth 2.0, RFC 6749), as pure functions: what a token endpoint is
 * asked, what its answer says, how a token is kept in a file, and the signed assertions of Google's
 * service accounts (RFC 7523). Who sends the request, and when, is not decided here.
 *
 * <pre>{@code
 * TokenGrant grant = TokenGrant.of(plan, variables, credentialFile);
 * TokenRequest request = grant.request(now);
 * // send it
 * AccessToken token = grant.read(status, body, now);
 * }</pre>
 */
@NullMarked
package dev.onr.auth;

import org.jspecify.annotations.NullMarked;
