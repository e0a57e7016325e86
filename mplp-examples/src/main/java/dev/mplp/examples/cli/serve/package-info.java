/** The command {@code serve}. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.cli.serve;
