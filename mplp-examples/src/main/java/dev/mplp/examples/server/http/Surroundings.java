package dev.mplp.examples.server.http;

import org.jspecify.annotations.Nullable;

/**
 * What all requests of a server share.
 *
 * @param following null where nobody follows the log
 * @param origins whom requests are from
 */
record Surroundings(
    Routes routes, Admission admission, @Nullable Following following, Origins origins) {}
