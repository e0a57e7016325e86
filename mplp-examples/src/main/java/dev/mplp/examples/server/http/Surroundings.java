package dev.mplp.examples.server.http;

import org.jspecify.annotations.Nullable;

/**
 * What all requests of a server share.
 *
 * @param following null where nobody follows the log
 * @param origins whom requests are from
 * @param unseen hears of what no filter sees
 */
record Surroundings(
    Routes routes,
    Admission admission,
    @Nullable Following following,
    Origins origins,
    Unseen unseen) {}
