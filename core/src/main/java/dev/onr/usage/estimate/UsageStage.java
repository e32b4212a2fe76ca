package dev.onr.usage.estimate;

/** Where the token counts of a usage come from. */
public enum UsageStage {
  /** Nobody reported tokens, and nothing was estimated. */
  NONE(""),
  /** The provider reported them. */
  UPSTREAM("upstream"),
  /** The input is an estimate. */
  ESTIMATE_PROMPT("estimate_prompt"),
  /** The output is an estimate. */
  ESTIMATE_COMPLETION("estimate_completion"),
  /** Both are estimates. */
  ESTIMATE_BOTH("estimate_both");

  private final String label;

  UsageStage(String label) {
    this.label = label;
  }

  /** The word in the access log's {@code usage_stage}; empty for {@link #NONE}. */
  public String label() {
    return label;
  }
}
