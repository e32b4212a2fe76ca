/** onr-admin: the operator's command line. */
@NullMarked
package dev.onr.admin;

import org.jspecify.annotations.NullMarked;
