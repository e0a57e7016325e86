/**
 * The commands about events at a broker: sent to a group again, and those that are dead letters.
 */
@NullMarked
package dev.mplp.examples.cli.events;

import org.jspecify.annotations.NullMarked;
