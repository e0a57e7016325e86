package dev.mplp.examples.server.http;

import dev.mplp.examples.server.net.Proxies;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of a server share.
 *
 * @param following null where nobody follows the log
 * @param proxies whose word is taken for whom they ask
 */
record Surroundings(
    Routes routes, Admission admission, @Nullable Following following, Proxies proxies) {}
