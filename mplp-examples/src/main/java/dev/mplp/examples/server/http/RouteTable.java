package dev.mplp.examples.server.http;

/** What a server answers. */
public interface RouteTable {

  /** Declares its routes. */
  void declare(Routes routes, Probes probes);
}
