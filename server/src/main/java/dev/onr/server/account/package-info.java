/**
 * What an answer comes to: its usage as the upstream reported it, or as it is estimated, and its
 * price. Listens to answers; changes nothing about them.
 */
@NullMarked
package dev.onr.server.account;

import org.jspecify.annotations.NullMarked;
