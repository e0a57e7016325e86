package dev.mplp.runtime.event;

import dev.mplp.model.ContextId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.spi.LogEntry;
import org.jspecify.annotations.Nullable;

/** What records of objects that were put away hold. */
public final class ArchiveRecords {

  private ArchiveRecords() {}

  /** An object was put away; it is as it was. */
  public static LogEntry archived(ProtocolObject object, @Nullable ContextId contextId) {
    return LogEntry.of(
        RecordTypes.archived(object.module()),
        contextId == null ? null : contextId.value(),
        Bodies.bytes(
            ObjectBodies.about(object)
                .put(ObjectBodies.idOf(object.module()), object.id().value())
                .build()));
  }
}
