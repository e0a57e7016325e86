package dev.mplp.tck;

import dev.mplp.runtime.memory.InMemoryStepTransport;
import dev.mplp.spi.StepTransport;

/** Queues in the memory of this process. */
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
