package dev.mplp.runtime.memory;

import dev.mplp.spi.LiveEvents;
import dev.mplp.tck.LiveEventsContract;

/** In memory. */
class InMemoryLiveEventsTest extends LiveEventsContract {

  private final LiveEvents live = InMemoryLiveEvents.create();

  @Override
  protected LiveEvents live() {
    return live;
  }
}
