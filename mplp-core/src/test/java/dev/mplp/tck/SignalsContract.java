package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.spi.Change;
import dev.mplp.spi.Claim;
import dev.mplp.spi.Phase;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Storage.Registration;
import dev.mplp.spi.Storage.Signal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@link Storage#onSignal}: hints arrive, in this process and in others. */
public abstract class SignalsContract extends WorkKit {

  private static void awaitSignal(BlockingQueue<Signal> signals, Signal wanted)
      throws InterruptedException {
    Signal signal;
    do {
      signal = signals.poll(30, TimeUnit.SECONDS);
      assertThat(signal).as("waiting for %s", wanted).isNotNull();
    } while (signal != wanted);
    signals.clear();
  }

  @Test
  void signals_arrive_throughThisAndAnotherHandle() throws InterruptedException {
    for (Storage listening : new Storage[] {storage, fixture.open()}) {
      BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
      try (Registration registration = listening.onSignal(signals::add)) {
        assertThat(registration).isNotNull();
        committed(log("a"));
        awaitSignal(signals, Signal.LOG);
        committed(new Change.PutTimer("kind", "id", storage.now(), bytes("x")));
        awaitSignal(signals, Signal.TIMER);
        start(0, StepPlans.chain(2));
        awaitSignal(signals, Signal.WORK);
        Claim claim = claimOne();
        awaitSignal(signals, Signal.LOG);
        settle(claim, COMPLETED);
        awaitSignal(signals, Signal.WORK);
        committed(control(claim.executionId(), Phase.OPEN, Phase.HELD));
        awaitSignal(signals, Signal.WORK);
      }
    }
  }

  @Test
  void listenerThatThrows_breaksNeitherTheChangeNorOtherListeners() throws InterruptedException {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    Registration failing =
        storage.onSignal(
            signal -> {
              throw new IllegalStateException("a listener that fails on purpose");
            });
    Registration working = storage.onSignal(signals::add);

    committed(log("a"));
    awaitSignal(signals, Signal.LOG);
    assertThat(sequenced(TENANT)).hasSize(1);

    failing.close();
    failing.close();
    working.close();
  }

  @Test
  void closedRegistration_hearsNothingMore() throws InterruptedException {
    BlockingQueue<Signal> closed = new LinkedBlockingQueue<>();
    BlockingQueue<Signal> open = new LinkedBlockingQueue<>();
    storage.onSignal(closed::add).close();
    try (Registration registration = storage.onSignal(open::add)) {
      assertThat(registration).isNotNull();
      committed(log("a"));
      awaitSignal(open, Signal.LOG);
    }
    assertThat(closed).isEmpty();
  }
}
