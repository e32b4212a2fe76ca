package dev.onr.steps;

import org.jspecify.annotations.Nullable;

/**
 * A whole body after the response steps.
 *
 * @param status the status to send
 * @param body the bytes to send; the very array that came in when nothing changed
 * @param contentType the content type to send; null where there is none
 * @param edited whether the bytes differ from those that came in
 */
public record WholeAnswer(int status, byte[] body, @Nullable String contentType, boolean edited) {}
