/**
 * Contract kits of {@link dev.mplp.spi}: whoever writes a storage extends {@link
 * dev.mplp.tck.StorageContract} and gets every test of the contract, each of which goes back to a
 * sentence of the javadoc there.
 */
@NullMarked
package dev.mplp.tck;

import org.jspecify.annotations.NullMarked;
