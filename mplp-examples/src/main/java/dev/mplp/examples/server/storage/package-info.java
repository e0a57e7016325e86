/** The storage as parts of the server see it. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.storage;
