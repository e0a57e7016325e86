/** Values shared by every module: JSON, typed identifiers, metadata, governance, paging. */
@NullMarked
package dev.mplp.model;

import org.jspecify.annotations.NullMarked;
