/** Credentials and signatures of Amazon Web Services, as pure functions. */
@NullMarked
package dev.onr.auth.aws;

import org.jspecify.annotations.NullMarked;
