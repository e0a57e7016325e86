/** What a host, an adapter or a tool compiles against. */
module dev.mplp.api {
  requires static transitive org.jspecify;

  exports dev.mplp;
  exports dev.mplp.administration;
  exports dev.mplp.agent;
  exports dev.mplp.collab;
  exports dev.mplp.confirm;
  exports dev.mplp.context;
  exports dev.mplp.dialog;
  exports dev.mplp.event;
  exports dev.mplp.extension;
  exports dev.mplp.flow;
  exports dev.mplp.learning;
  exports dev.mplp.manifest;
  exports dev.mplp.model;
  exports dev.mplp.network;
  exports dev.mplp.observe;
  exports dev.mplp.plan;
  exports dev.mplp.role;
  exports dev.mplp.spi;
  exports dev.mplp.trace;
}
