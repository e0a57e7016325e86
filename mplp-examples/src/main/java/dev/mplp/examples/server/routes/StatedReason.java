package dev.mplp.examples.server.routes;

/** Why something is done that takes a reason; it is kept in the log. */
record StatedReason(String reason) {}
