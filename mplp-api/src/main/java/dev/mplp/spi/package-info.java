/**
 * What an adapter implements. Application code does not need this package.
 *
 * <p>{@link dev.mplp.spi.Storage} is the only truth; everything that changes, changes by a {@link
 * dev.mplp.spi.ChangeSet}, and the engine learns what there is to do from {@link
 * dev.mplp.spi.Work}. Bodies are opaque bytes to a storage: it returns exactly what it was given.
 * Byte arrays are handed over, not copied: neither side changes one after the call.
 */
@NullMarked
package dev.mplp.spi;

import org.jspecify.annotations.NullMarked;
