package dev.onr.server.upstream;

import dev.onr.server.AddressKind;
import dev.onr.server.AddressPolicy;
import dev.onr.server.upstream.UpstreamFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks an upstream's name up before a connection is made, and pins the address that was found to
 * be fine: what a name server says a moment later changes nothing.
 */
final class AddressCheck {
  private final Vertx vertx;
  private final Supplier<AddressPolicy> policies;

  /**
   * @param policies gives the policy of the moment
   */
  AddressCheck(Vertx vertx, Supplier<AddressPolicy> policies) {
    this.vertx = vertx;
    this.policies = policies;
  }

  /**
   * Whether a connection must be checked.
   *
   * @param proxied whether a proxy makes it; that looks names up itself, so only addresses can be
   *     checked here
   */
  boolean concerns(UpstreamAddress target, boolean proxied) {
    return policies.get().refusesSome() && (!proxied || literal(target).isPresent());
  }

  /**
   * The address to connect to; fails with an {@link UpstreamFailure} where the policy refuses it,
   * and with {@link java.net.UnknownHostException} where there is none.
   */
  Future<SocketAddress> resolve(UpstreamAddress target) {
    return literal(target)
        .map(Future::succeededFuture)
        .orElseGet(() -> ((VertxInternal) vertx).nameResolver().resolve(target.host()))
        .map(address -> admitted(target, address));
  }

  private SocketAddress admitted(UpstreamAddress target, InetAddress address) {
    Optional<AddressKind> refusal = policies.get().refusal(address);
    if (refusal.isPresent()) {
      throw new UpstreamFailure(
          Kind.UNREACHABLE,
          "could not connect to %s: upstream_address_policy refuses its address (%s)"
              .formatted(target.display(), refusal.get().word()));
    }
    return SocketAddress.inetSocketAddress(target.port(), address.getHostAddress());
  }

  private static Optional<InetAddress> literal(UpstreamAddress target) {
    try {
      return Optional.of(InetAddress.ofLiteral(target.host()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
