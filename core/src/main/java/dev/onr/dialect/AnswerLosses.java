package dev.onr.dialect;

import java.util.Set;

/**
 * What an answer says of its candidates beside their words, and a client of another dialect does
 * not hear. Counts of tokens are not among it: each dialect has those that it knows.
 */
final class AnswerLosses {
  /** Read into citations and log probabilities, so what is lost of them is counted there. */
  private static final Set<String> READ =
      Set.of("groundingMetadata", "citationMetadata", "logprobsResult");

  private AnswerLosses() {}

  /** Counts what a whole answer loses. */
  static void ofAnswer(Answer answer, Tongue target, Losses losses) {
    answer.choices().forEach(choice -> ofCandidate(choice.extras(), target, losses));
  }

  /** Counts what a candidate loses. Chat clients are told why Anthropic's models stopped. */
  static void ofCandidate(Extras extras, Tongue target, Losses losses) {
    if (extras.isHome(target)) {
      return;
    }
    for (String name : extras.fields().keySet()) {
      boolean told = target == Tongue.CHAT && name.equals("stop_details");
      if (!told && !READ.contains(name)) {
        losses.lost("candidates." + name);
      }
    }
    extras
        .form(Tongue.CHAT, ChatAnswers.MESSAGE)
        .ifPresent(rest -> rest.propertyNames().forEach(name -> losses.lost("message." + name)));
  }
}
