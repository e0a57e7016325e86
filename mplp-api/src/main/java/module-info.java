/** What a host, an adapter or a tool compiles against. */
module dev.mplp.api {
  requires static transitive org.jspecify;

  exports dev.mplp;
  exports dev.mplp.observe;
  exports dev.mplp.flow;
  exports dev.mplp.agent;
  exports dev.mplp.confirm;
  exports dev.mplp.context;
  exports dev.mplp.event;
  exports dev.mplp.model;
  exports dev.mplp.plan;
  exports dev.mplp.spi;
  exports dev.mplp.trace;
}
