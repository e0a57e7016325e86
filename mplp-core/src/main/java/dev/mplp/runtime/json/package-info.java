/**
 * The wire codec: strict JSON, read straight into protocol records with every rule of their schemas
 * checked on the way, and written back in one fixed form.
 */
@NullMarked
package dev.mplp.runtime.json;

import org.jspecify.annotations.NullMarked;
