package dev.onr.config.plan;

import dev.onr.config.language.Findings;
import java.util.List;

/** Looks for matches that no request reaches. */
final class MatchChecks {
  private MatchChecks() {}

  static void reachable(List<Route> routes, Findings findings) {
    RouteTable table = RouteTable.of(routes);
    for (Route route : routes) {
      if (table.reaches(route)) {
        continue;
      }
      Route rival =
          routes.stream()
              .filter(earlier -> earlier.condition().equals(route.condition()))
              .findFirst()
              .orElse(route);
      if (rival.index() < route.index()) {
        findings.warning(
            "match.duplicate",
            route.place(),
            "an earlier match (line %d) has the same conditions; this one is never used"
                .formatted(rival.place().line()));
      } else {
        findings.warning(
            "match.unreachable",
            route.place(),
            "earlier matches take all requests that this one is for; the first that fits is used");
      }
    }
  }
}
