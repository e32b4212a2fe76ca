package dev.onr.dialect;

import java.util.OptionalLong;

/**
 * Tokens of one answer. Every count is absent where the vendor did not report it; a reported zero
 * is a zero.
 *
 * @param input all tokens of the prompt, those read from or written to a cache included
 * @param cacheRead part of {@code input} that came from a cache
 * @param cacheWrite part of {@code input} that was written to a cache
 * @param cacheWrite5m part of {@code cacheWrite} kept five minutes (Messages)
 * @param cacheWrite1h part of {@code cacheWrite} kept one hour (Messages)
 * @param toolUseInput part of {@code input} that came from tool use (Gemini)
 * @param inputAudio part of {@code input} that is sound
 * @param inputImage part of {@code input} that is images
 * @param output all generated tokens, reasoning included
 * @param reasoning part of {@code output} spent on reasoning
 * @param outputAudio part of {@code output} that is sound
 * @param outputImage part of {@code output} that is images
 * @param total the vendor's own total
 * @param extras everything else that was reported (iterations, server tools, predictions, tiers)
 */
public record Usage(
    OptionalLong input,
    OptionalLong cacheRead,
    OptionalLong cacheWrite,
    OptionalLong cacheWrite5m,
    OptionalLong cacheWrite1h,
    OptionalLong toolUseInput,
    OptionalLong inputAudio,
    OptionalLong inputImage,
    OptionalLong output,
    OptionalLong reasoning,
    OptionalLong outputAudio,
    OptionalLong outputImage,
    OptionalLong total,
    Extras extras) {}
