/** The description of the API for people and machines. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.openapi;
