package dev.onr.dialect;

import java.util.OptionalInt;

/**
 * Where a statement comes from.
 *
 * @param url address of the source; empty for sources without one
 * @param title title of the source; may be empty
 * @param quoted the words of the source; may be empty
 * @param start first character of the text that the source supports, where the dialect tells
 * @param end character after the last one
 * @param extras everything else, for home
 */
public record Citation(
    String url, String title, String quoted, OptionalInt start, OptionalInt end, Extras extras) {}
