/** Every vendor's SDK in front of an upstream of every other dialect. */
package dev.onr.server.sdk.pairs;
