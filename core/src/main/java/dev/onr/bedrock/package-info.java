/**
 * Streams of Amazon Bedrock: frames of AWS's event-stream encoding, and what Bedrock puts in them.
 */
@NullMarked
package dev.onr.bedrock;

import org.jspecify.annotations.NullMarked;
