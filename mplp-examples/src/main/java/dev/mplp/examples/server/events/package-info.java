/** The log as streams of events (server-sent events) and long polls. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.events;
