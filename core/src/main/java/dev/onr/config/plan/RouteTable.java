package dev.onr.config.plan;

import dev.onr.Api;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes of a provider, ready to be looked up by API and stream flag. */
public final class RouteTable {
  private final List<Route> routes;
  private final Map<Api, Route> whole = new EnumMap<>(Api.class);
  private final Map<Api, Route> streams = new EnumMap<>(Api.class);

  private RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Api api : Api.values()) {
      for (Route route : routes) {
        if (route.condition().accepts(api, false)) {
          whole.putIfAbsent(api, route);
        }
        if (route.condition().accepts(api, true)) {
          streams.putIfAbsent(api, route);
        }
      }
    }
  }

  /** Lays out routes, given in the order of the file: the first that accepts a request gets it. */
  public static RouteTable of(List<Route> routes) {
    return new RouteTable(routes);
  }

  /** All routes in the order of the file, also those that no request reaches. */
  public List<Route> all() {
    return routes;
  }

  /** Whether some request gets this very route. */
  boolean reaches(Route route) {
    return Stream.concat(whole.values().stream(), streams.values().stream())
        .anyMatch(served -> served.index() == route.index());
  }

  Optional<Route> find(Api api, boolean stream) {
    return Optional.ofNullable((stream ? streams : whole).get(api));
  }

  List<Api> apis() {
    return Arrays.stream(Api.values())
        .filter(api -> whole.containsKey(api) || streams.containsKey(api))
        .toList();
  }
}
