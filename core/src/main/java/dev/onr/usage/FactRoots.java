package dev.onr.usage;

import dev.onr.json.JsonValue;
import dev.onr.usage.UsageRules.Fact;
import dev.onr.usage.UsageRules.Source;
import org.jspecify.annotations.Nullable;

/** The objects that the facts of one payload read; null for those that there are not. */
record FactRoots(@Nullable JsonValue usage, @Nullable JsonValue response, FactSources beside) {

  /** The object that a fact reads; null where there is none or it is empty. */
  @Nullable JsonValue of(Fact fact) {
    JsonValue root =
        switch (fact.source().orElse(Source.RESPONSE)) {
          case USAGE -> usage;
          case RESPONSE -> response;
          case REQUEST -> beside.request();
          case DERIVED -> beside.derived();
          case UPSTREAM -> beside.upstream() == null ? response : beside.upstream();
        };
    return root == null || !root.isObject() || root.isEmptyContainer() ? null : root;
  }
}
