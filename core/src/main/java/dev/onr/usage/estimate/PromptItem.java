package dev.onr.usage.estimate;

/**
 * What a provider adds tokens for beside the text itself, with the number of tokens that it adds
 * for each occurrence. The numbers are the reference's calibration against the providers' own
 * counts.
 */
enum PromptItem {
  // Chat, Responses, Gemini 2.5, Gemini 3, Opus 4.8, Opus 4.7, Sonnet.
  /** Every request. */
  PROMPT_BASE(2, 2, 0, 0, 5, 5, 5),
  USER(4, 4, 0, 0, 1, 1, 1),
  ASSISTANT(6, 6, 0, 0, 3, 3, 3),
  /** A turn of the operator: role system or developer. */
  DEVELOPER(4, 4, 0, 0, 0, 0, 0),
  /** A turn of a tool: role tool or function. */
  TOOL(0, 4, 0, 0, 0, 0, 0),
  /** The system prompt of Messages, which is no turn. */
  SYSTEM_MESSAGE(0, 0, 0, 0, 1, 1, 1),
  /** There are tools at all. */
  TOOL_SECTION(97, 15, 0, 0, 290, 290, 290),
  TOOL_DEFINITION(6, 6, 0, 4, 32, 32, 32),
  TOOL_DESCRIPTION(2, 2, 0, 1, 0, 0, 0),
  FUNCTION_CALL(7, 5, 0, 4, 16, 40, 16),
  FUNCTION_CALL_OUTPUT(7, 6, 0, 4, 16, 8, 8),
  RESPONSE_FORMAT_JSON_SCHEMA(0, 16, 0, 14, 0, 0, 0),
  RESPONSE_FORMAT_REQUIRED_STRING(0, 5, 0, 22, 0, 0, 0),
  /** Reasoning that the answer holds only encrypted. For output see {@link Estimate}. */
  HIDDEN_REASONING_BLOCK(300, 300, 0, 0, 300, 300, 300),
  /** For each token of the signature under a thought. */
  THINKING_SIGNATURE(0, 0, 0, 0, 1, 0.25, 1),
  IMAGE_BLOCK(0, 0, 0, 0, 200, 0, 0),
  TOOL_CHOICE_ANY(0, 0, 0, 0, 120, 120, 120),
  TOOL_CHOICE_TOOL_NAME(0, 0, 0, 0, 122, 122, 122),
  SCHEMA_TYPE_STRING(5, 4, 1, 4, 15, 10, 10),
  SCHEMA_TYPE_NUMBER(5, 5, 1, 4, 10, 10, 10),
  SCHEMA_TYPE_INT(5, 5, 1, 4, 11, 11, 11),
  SCHEMA_TYPE_BOOL(5, 5, 1, 4, 12, 12, 12),
  SCHEMA_TYPE_OBJECT(0, 0, 1, 3, 18, 18, 18),
  SCHEMA_TYPE_ARRAY(0, 0, 0, 0, 5, 0, 0),
  SCHEMA_TYPE_ARRAY_OF_STRING(1, 1, 1, 4, 12, 12, 12),
  SCHEMA_DESCRIPTION(2, 2, 0, 7, 9, 5, 5),
  SCHEMA_REQUIRED(0, 0, 0, 0, 5, 5, 5),
  SCHEMA_REQUIRED_ITEM(0, 0, 0, 0, 2, 2, 2),
  SCHEMA_ENUM(2, 2, 0, 0, 6, 6, 6),
  SCHEMA_ENUM_ITEM(1, 1, 1, 1, 2, 2, 2),
  SCHEMA_ADDITIONAL_BOOL(0, 0, 0, 0, 10, 10, 10),
  SCHEMA_ADDITIONAL_STRING(0, 0, 0, 0, 17, 17, 17),
  SCHEMA_ADDITIONAL_UNKNOWN(0, 0, 0, 0, 24, 24, 24),
  TOOL_USE_INPUT(0, 0, 0, 0, 19, 35, 19),
  TOOL_USE_INPUT_ITEM(0, 0, 0, 0, 3, 0, 0),
  /** A text, number, truth value or list in the input of a tool use. */
  TOOL_USE_INPUT_VALUE(0, 0, 0, 0, 3, 0, 0);

  private final double chat;
  private final double responses;
  private final double gemini25;
  private final double gemini3;
  private final double opus48;
  private final double opus47;
  private final double sonnet;

  PromptItem(
      double chat,
      double responses,
      double gemini25,
      double gemini3,
      double opus48,
      double opus47,
      double sonnet) {
    this.chat = chat;
    this.responses = responses;
    this.gemini25 = gemini25;
    this.gemini3 = gemini3;
    this.opus48 = opus48;
    this.opus47 = opus47;
    this.sonnet = sonnet;
  }

  /** The tokens of one occurrence. */
  double weight(Profile profile) {
    return switch (profile) {
      case CHAT -> chat;
      case RESPONSES -> responses;
      case GEMINI_2_5 -> gemini25;
      case GEMINI_3 -> gemini3;
      case OPUS_4_8 -> opus48;
      case OPUS_4_7 -> opus47;
      case SONNET -> sonnet;
      case PLAIN -> 0;
    };
  }
}
