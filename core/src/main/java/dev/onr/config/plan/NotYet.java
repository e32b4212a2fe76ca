package dev.onr.config.plan;

import dev.onr.config.language.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The directives whose run-time part this release lacks. A route with one of them answers 501. */
final class NotYet {
  private static final Set<String> DIRECTIVES =
      Set.of(
          "req_map",
          "resp_map",
          "sse_parse",
          "sse_collect",
          "oauth_mode",
          "auth_oauth_bearer",
          "auth_sigv4_bedrock",
          "resp_body_extract",
          "resp_content_type",
          "sse_binary_extract",
          "error_when");

  private NotYet() {}

  /**
   * What a route can't carry out.
   *
   * @param effective the statements that hold for it
   * @param translation what is left of its translations; unknown modes are gone
   * @param aws where {@code transport aws_sdk} stands, if it does
   */
  static List<Unavailable> in(Scope effective, TranslationPlan translation, Optional<Setting> aws) {
    List<Unavailable> found = new ArrayList<>();
    aws.ifPresent(setting -> found.add(new Unavailable("transport aws_sdk", setting.place())));
    for (Setting setting : effective.settings()) {
      boolean idle =
          (setting.name().equals("resp_map") && translation.whole().isEmpty())
              || (setting.name().equals("sse_parse") && translation.stream().isEmpty());
      boolean again = found.stream().anyMatch(each -> each.directive().equals(setting.name()));
      if (DIRECTIVES.contains(setting.name()) && !idle && !again) {
        found.add(new Unavailable(setting.name(), setting.place()));
      }
    }
    return found;
  }
}
