/** The protocol's Core module: the manifest that says what a runtime offers. */
@NullMarked
package dev.mplp.manifest;

import org.jspecify.annotations.NullMarked;
