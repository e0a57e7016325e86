/** Cache, rate limits and presence on Redis; the adapter arrives in a later release. */
module dev.mplp.redis {
  requires static org.jspecify;
}
