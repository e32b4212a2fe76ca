/** Logins at providers. */
@NullMarked
package dev.onr.admin.oauth;

import org.jspecify.annotations.NullMarked;
