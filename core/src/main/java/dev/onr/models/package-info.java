/** models.yaml: which providers serve a model. */
@NullMarked
package dev.onr.models;

import org.jspecify.annotations.NullMarked;
