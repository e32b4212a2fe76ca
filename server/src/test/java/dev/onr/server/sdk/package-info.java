/** The vendors' own SDKs as clients. */
package dev.onr.server.sdk;
