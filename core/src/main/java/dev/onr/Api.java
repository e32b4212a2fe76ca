package dev.onr;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The APIs that a client can call and that a {@code match} block can name. */
public enum Api {
  COMPLETIONS("completions", Dialect.OPENAI),
  CHAT_COMPLETIONS("chat.completions", Dialect.OPENAI),
  RESPONSES("responses", Dialect.OPENAI),
  CLAUDE_MESSAGES("claude.messages", Dialect.ANTHROPIC),
  EMBEDDINGS("embeddings", Dialect.OPENAI),
  IMAGES_GENERATIONS("images.generations", Dialect.OPENAI),
  IMAGES_EDITS("images.edits", Dialect.OPENAI),
  AUDIO_SPEECH("audio.speech", Dialect.OPENAI),
  AUDIO_TRANSCRIPTIONS("audio.transcriptions", Dialect.OPENAI),
  AUDIO_TRANSLATIONS("audio.translations", Dialect.OPENAI),
  GEMINI_GENERATE_CONTENT("gemini.generateContent", Dialect.GEMINI),
  GEMINI_STREAM_GENERATE_CONTENT("gemini.streamGenerateContent", Dialect.GEMINI),
  GEMINI_PREDICT_LONG_RUNNING("gemini.predictLongRunning", Dialect.GEMINI),
  GEMINI_GET_OPERATION("gemini.getOperation", Dialect.GEMINI),
  GEMINI_VIDEO_CONTENT("gemini.videoContent", Dialect.GEMINI);

  private static final Map<String, Api> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(api -> api.apiName, Function.identity()));

  private final String apiName;
  private final Dialect dialect;

  Api(String apiName, Dialect dialect) {
    this.apiName = apiName;
    this.dialect = dialect;
  }

  /**
   * The name as configuration files and log lines write it, for example {@code chat.completions}.
   */
  public String apiName() {
    return apiName;
  }

  /** The dialect in which clients of this API expect errors. */
  public Dialect dialect() {
    return dialect;
  }

  /** True for APIs whose clients may send a body that is neither JSON nor multipart. */
  public boolean allowsOpaqueBody() {
    return this == IMAGES_EDITS || this == AUDIO_TRANSCRIPTIONS || this == AUDIO_TRANSLATIONS;
  }

  /** Finds an API by its exact, case-sensitive name. */
  public static Optional<Api> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
