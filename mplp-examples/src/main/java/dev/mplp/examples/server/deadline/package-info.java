/** Calls that take too long come to their end. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.deadline;
