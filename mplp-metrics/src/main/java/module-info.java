/** Micrometer meters of the runtime; the listener arrives in a later release. */
module dev.mplp.metrics {
  requires static org.jspecify;
}
