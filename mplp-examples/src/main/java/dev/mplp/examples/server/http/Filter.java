package dev.mplp.examples.server.http;

/** Something around the handling of requests. Thread-safe. */
public interface Filter {

  /**
   * Answers a request, usually with what {@code next} answers.
   *
   * @throws dev.mplp.MplpException to refuse it
   */
  Answer around(Exchange exchange, Next next);

  /** The filters that follow, and the handler. */
  interface Next {
    /** Answers; an error is an answer as well where {@link MplpServer.Builder} says so. */
    Answer go();
  }
}
