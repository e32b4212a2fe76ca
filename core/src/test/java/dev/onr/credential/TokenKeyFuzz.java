package dev.onr.credential;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a stranger sends as a token: an answer, never another exception. */
class TokenKeyFuzz {
  @FuzzTest(maxDuration = "13s")
  void anyToken(FuzzedDataProvider data) {
    boolean allowed = data.consumeBoolean();
    String query = data.consumeRemainingAsString();
    TokenKey.parse(query, allowed);
    TokenKey.parse(TokenKey.PREFIX + query, allowed);
  }
}
