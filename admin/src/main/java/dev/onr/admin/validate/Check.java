package dev.onr.admin.validate;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The check of one part of a configuration.
 *
 * @param target its word on the command line
 * @param run gives warnings; throws a {@link ConfigurationException} where the part can't be used
 * @param complaint the words before the reason why it can't
 */
record Check(
    String target,
    Supplier<List<Diagnostic>> run,
    Function<ConfigurationException, String> complaint) {}
