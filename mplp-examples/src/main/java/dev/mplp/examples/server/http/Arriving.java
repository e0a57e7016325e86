package dev.mplp.examples.server.http;

import dev.mplp.model.Principal;

/**
 * What bodies of a caller take while they are on their way. Thread-safe.
 *
 * @param requests those that are waited for
 * @param bytes what has come of them
 */
record Arriving(Principal caller, Share requests, Share bytes) {}
