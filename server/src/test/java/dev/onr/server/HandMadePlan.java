package dev.onr.server;

import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import dev.onr.config.plan.*;
import dev.onr.steps.*;
import java.util.*;

final class HandMadePlan {
  private HandMadePlan() {}

  static Plan plan() {
    Route route =
        new Route(
            0,
            new Span(new SourceFile("acme.conf", ""), 0, 0),
            new Condition(Optional.empty(), Optional.empty()),
            new RequestSteps(
                ModelMap.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(new HeaderStep.BearerKey(), new HeaderStep.Pass("anthropic-version")),
                new UpstreamTarget("", Optional.empty(), List.of(), Map.of()),
                false),
            new ResponseSteps(List.of(), List.of()),
            new AuthPlan(Optional.empty(), false, false),
            TranslationPlan.NONE,
            BinaryPlan.NONE,
            ErrorPlan.NONE,
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            List.of());
    var providers = new TreeMap<String, ProviderPlan>();
    for (String name : List.of("openai", "anthropic", "gemini")) {
      providers.put(
          name,
          new ProviderPlan(
              name,
              name + ".conf",
              name,
              name,
              Transport.HTTP,
              "",
              RouteTable.of(List.of(route)),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              ""));
    }
    return new Plan(providers);
  }
}
