/** Encryption of everything that leaves the process. */
@org.jspecify.annotations.NullMarked
package dev.mplp.runtime.crypto;
