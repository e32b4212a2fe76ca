package dev.onr.dialect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A vendor's form of requests and answers: the four dialects, and two APIs that make images. */
public enum Form {
  /** OpenAI Chat Completions. */
  OPENAI_CHAT(Tongue.CHAT, "openai_chat", "openai_chat"),
  /** OpenAI Responses. */
  OPENAI_RESPONSES(Tongue.RESPONSES, "openai_responses", "openai_responses"),
  /** Anthropic Messages. */
  ANTHROPIC_MESSAGES(Tongue.MESSAGES, "anthropic", "anthropic_messages"),
  /** Gemini generateContent. */
  GEMINI(Tongue.GEMINI, "gemini", "gemini_generate_content"),
  /** OpenAI images/generations. */
  OPENAI_IMAGES(null, "openai_images", "openai_images"),
  /** Minimax image_generation. */
  MINIMAX_IMAGE(null, "minimax_image", "minimax_image");

  private final Optional<Tongue> tongue;
  private final String shortName;
  private final String fullName;

  Form(@Nullable Tongue tongue, String shortName, String fullName) {
    this.tongue = Optional.ofNullable(tongue);
    this.shortName = shortName;
    this.fullName = fullName;
  }

  /** The dialect of conversations in this form; empty for images. */
  public Optional<Tongue> tongue() {
    return tongue;
  }

  /** The name by which modes call it where a translation starts. */
  String shortName() {
    return shortName;
  }

  /** The name by which modes call it where a translation ends. */
  String fullName() {
    return fullName;
  }
}
