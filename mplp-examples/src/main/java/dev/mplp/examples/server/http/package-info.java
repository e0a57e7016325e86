/** The HTTP server: routes, what a handler gets and answers, and what goes wrong. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.http;
