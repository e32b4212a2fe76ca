package dev.onr.server.sdk;

import dev.onr.config.SourceFile;
import dev.onr.config.Span;
import dev.onr.config.plan.*;
import dev.onr.credential.KeyStore;
import dev.onr.models.ModelRoutes;
import dev.onr.server.Settings;
import dev.onr.server.Snapshot;
import dev.onr.steps.*;
import java.util.*;

final class HandMadePlan {
  private HandMadePlan() {}

  static Snapshot snapshot(String baseUrl) {
    Settings settings =
        Settings.load(
            new SourceFile(
                "onr.yaml", "auth:\n  api_key: master\nserver:\n  listen: 127.0.0.1:0\n"),
            Map.of());
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
                List.of(new HeaderStep.BearerKey(), new HeaderStep.Pass("x-simulate")),
                new UpstreamTarget(baseUrl, Optional.empty(), List.of(), Map.of()),
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
    ProviderPlan acme =
        new ProviderPlan(
            "acme",
            "acme.conf",
            "acme",
            "acme",
            Transport.HTTP,
            baseUrl,
            RouteTable.of(List.of(route)),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "");
    return Snapshot.of(
        settings,
        new Plan(new TreeMap<>(Map.of("acme", acme))),
        KeyStore.load(new SourceFile("keys.yaml", "providers: {}\n"), Map.of()),
        ModelRoutes.empty());
  }
}
