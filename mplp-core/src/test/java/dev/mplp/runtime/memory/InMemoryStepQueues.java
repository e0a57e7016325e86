package dev.mplp.runtime.memory;

import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import dev.mplp.tck.StepTransportFixture;

/** Queues in memory. */
public final class InMemoryStepQueues implements StepTransportFixture {

  private final StepQueues queues = new StepQueues();
  private final InMemoryStepTransport first = InMemoryStepTransport.over(queues);

  @Override
  public StepTransport open() {
    return first.connect();
  }

  @Override
  public void injectRequest(String role, byte[] data) {
    queues.of(role).add(new StepMessage("?", "", EventMessage.JSON, data), null);
  }

  @Override
  public void injectReply(byte[] data) {
    queues.replies().add(new StepMessage("?", "", EventMessage.JSON, data), null);
  }

  @Override
  public void close() {
    first.close();
  }
}
