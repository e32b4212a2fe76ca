package dev.onr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
  private static final List<String> NAMES =
      List.of("set_header", "set_path", "del_header", "json_set", "auth_bearer", "path", "event");

  @ParameterizedTest
  @CsvSource({
    "set_heder, set_header",
    "set_ehader, set_header",
    "sett_header, set_header",
    "SET_HEADER, set_header",
    "set-path, set_path",
    "auth_barer, auth_bearer",
    "paht, path",
    "evnet, event"
  })
  void suggestsWhatIsASlipAway(String given, String meant) {
    assertThat(NearNames.nearest(given, NAMES)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"proxy", "x", "set_everything", "upstream_config", "''"})
  void suggestsNothingForOtherNames(String given) {
    assertThat(NearNames.nearest(given, NAMES)).isEmpty();
  }

  @Test
  void theFirstOfEquallyNearNamesWins() {
    assertThat(NearNames.nearest("ab", List.of("ac", "ad"))).contains("ac");
  }

  @Test
  void aNameIsNoSuggestionForItself() {
    assertThat(NearNames.nearest("path", List.of("path"))).isEmpty();
  }

  @Test
  void phrasesTheHint() {
    assertThat(NearNames.hint("jsn_set", NAMES)).contains("did you mean \"json_set\"?");
  }
}
