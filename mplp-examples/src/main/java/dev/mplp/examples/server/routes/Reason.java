package dev.mplp.examples.server.routes;

import org.jspecify.annotations.Nullable;

/** Why something is done; it is kept in the log. */
record Reason(@Nullable String reason) {}
