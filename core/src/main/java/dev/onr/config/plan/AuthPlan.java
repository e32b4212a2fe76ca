package dev.onr.config.plan;

import dev.onr.auth.OAuthPlan;
import java.util.Optional;

/**
 * Credentials that a route has to obtain or compute.
 *
 * @param oauth how to get an access token; empty where none is needed
 * @param oauthBearer whether the token goes into {@code Authorization}
 * @param sigV4 whether the configuration asks for AWS signatures
 */
public record AuthPlan(Optional<OAuthPlan> oauth, boolean oauthBearer, boolean sigV4) {}
