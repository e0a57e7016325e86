package dev.mplp.runtime.memory;

import dev.mplp.spi.StepTransport;
import dev.mplp.tck.StepTransportFixture;

/** Queues in memory. */
public final class InMemoryStepQueues implements StepTransportFixture {

  private final InMemoryStepTransport first = InMemoryStepTransport.create();

  @Override
  public StepTransport open() {
    return first.connect();
  }

  @Override
  public void injectRequest(String role, byte[] data) {
    first.injectRequest(role, data);
  }

  @Override
  public void injectReply(byte[] data) {
    first.injectReply(data);
  }

  @Override
  public void close() {
    first.close();
  }
}
