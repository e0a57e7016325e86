/** What the server answers: one class for each module declares its routes. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.routes;
