package dev.onr.config.plan;

import dev.onr.json.ExtractionPath;
import dev.onr.steps.HeaderStep;
import dev.onr.steps.TextExpression;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to ask a provider for its models.
 *
 * @param mode {@code openai}, {@code gemini} or {@code custom}
 * @param method {@code GET} or {@code POST}
 * @param path a path below the base URL, or a whole URL
 * @param ids where the answer holds model ids
 * @param rewrite its first group is the id; without a match the id stays
 * @param allow only ids in which this is found
 * @param headers after those of {@code defaults}
 */
public record ModelsQuery(
    String mode,
    String method,
    TextExpression path,
    List<ExtractionPath> ids,
    Optional<Pattern> rewrite,
    Optional<Pattern> allow,
    List<HeaderStep> headers) {

  public ModelsQuery {
    ids = List.copyOf(ids);
    headers = List.copyOf(headers);
  }
}
