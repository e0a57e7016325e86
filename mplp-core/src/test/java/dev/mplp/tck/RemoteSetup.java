package dev.mplp.tck;

import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;

/** What the kits of remote steps are tried with. */
public interface RemoteSetup {

  /** An empty store. */
  StorageFixture newFixture();

  /** Empty queues in the memory of this process. */
  default StepTransportFixture newQueues() {
    return new InMemoryStepQueues();
  }

  /** A runtime over this storage that reaches agents by this transport, and tells this listener. */
  Mplp runtime(Storage storage, StepTransport transport, RuntimeListener tell);
}
