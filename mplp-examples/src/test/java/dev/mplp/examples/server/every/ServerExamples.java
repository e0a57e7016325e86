package dev.mplp.examples.server.every;

/** Probes, and the description itself. */
final class ServerExamples {

  private ServerExamples() {}

  static void run(Caller caller) {
    caller.to("health").answers();
    caller.to("ready").answers();
    caller.to("openapi").answers();
  }
}
