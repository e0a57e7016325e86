package dev.mplp.examples.server.http;

import dev.mplp.MplpException;

/** The answers that errors become. */
public final class RefusalAnswer {

  private RefusalAnswer() {}

  /** What a request is answered that ends with an error. */
  public static Answer of(MplpException e, Exchange exchange) {
    return Problem.answer(e, Statuses.of(e, exchange), exchange.requestId());
  }
}
