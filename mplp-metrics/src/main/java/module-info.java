/** Micrometer meters of the runtime and of its storage. */
module dev.mplp.metrics {
  requires transitive dev.mplp.api;
  requires transitive micrometer.core;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.mplp.metrics;
}
