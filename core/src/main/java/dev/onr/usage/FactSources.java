package dev.onr.usage;

import dev.onr.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What facts may read beside the answer; null for what there is not.
 *
 * @param request the client's request as an object, in its dialect, with the model mapped and the
 *     JSON steps applied ({@code source=request})
 * @param derived figures that the gateway computed, see {@link DerivedUsage} ({@code
 *     source=derived})
 * @param upstream the upstream's own answer where the answer was translated ({@code
 *     source=upstream}); null means that the answer is the upstream's own
 */
public record FactSources(
    @Nullable JsonValue request, @Nullable JsonValue derived, @Nullable JsonValue upstream) {
  /** There is only the answer. */
  public static final FactSources NONE = new FactSources(null, null, null);

  /** There is a request, and nothing else. */
  public static FactSources ofRequest(@Nullable JsonValue request) {
    return new FactSources(request, null, null);
  }
}
