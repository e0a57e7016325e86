package dev.mplp.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FewLinesTest {

  @Test
  void lines_areSaidTenTimesASecond_howeverManyThereAre() {
    FewLines lines = new FewLines(LoggerFactory.getLogger(FewLinesTest.class), "were not said");
    AtomicInteger said = new AtomicInteger();
    long began = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      lines.say(said::incrementAndGet);
    }
    long seconds = (System.nanoTime() - began) / 1_000_000_000 + 1;
    assertThat(said.get()).isBetween(10, (int) (10 * (seconds + 1)));
  }
}
