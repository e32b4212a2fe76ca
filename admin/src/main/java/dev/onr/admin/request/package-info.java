/** Shows what the gateway would send. */
@NullMarked
package dev.onr.admin.request;

import org.jspecify.annotations.NullMarked;
