package dev.mplp.examples.server.life;

import dev.mplp.examples.server.http.Answer;
import dev.mplp.examples.server.http.Exchange;
import dev.mplp.examples.server.http.Filter;

/** Once the server is about to stop, has callers open their next connection somewhere else. */
final class Closing implements Filter {

  private volatile boolean begun;

  void begin() {
    begun = true;
  }

  @Override
  public Answer around(Exchange exchange, Next next) {
    Answer answer = next.go();
    return begun ? answer.with("Connection", "close") : answer;
  }
}
