/** What a host, an adapter or a tool compiles against. */
module dev.mplp.api {
  requires static transitive org.jspecify;

  exports dev.mplp;
  exports dev.mplp.model;
  exports dev.mplp.spi;
}
