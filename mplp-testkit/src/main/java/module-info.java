/** A kit for tests of handlers and plans. */
module dev.mplp.testkit {
  requires transitive dev.mplp.core;
  requires static org.jspecify;

  exports dev.mplp.testkit;
}
