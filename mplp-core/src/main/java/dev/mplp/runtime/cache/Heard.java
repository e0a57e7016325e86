package dev.mplp.runtime.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mplp.event.EventRecord;
import dev.mplp.model.ObjectRef;
import dev.mplp.runtime.event.RecordTypes;
import dev.mplp.spi.DocumentKey;
import org.jspecify.annotations.Nullable;

/** What somebody of this process was told by records of the log. Thread-safe. */
final class Heard {

  private static final int TENANTS = 10_000;

  private final Floors floors;

  /** The last position at which a tenant's administration was told of. */
  private final Cache<String, Long> administered =
      Caffeine.newBuilder().maximumSize(TENANTS).executor(Runnable::run).build();

  /** Marks there what is heard. */
  Heard(Floors floors) {
    this.floors = floors;
  }

  /** Somebody is about to be told this. */
  void record(String tenant, EventRecord record) {
    DocumentKey subject = subject(tenant, record);
    if (isOfMany(record)) {
      administered(tenant, record.position());
    } else if (subject != null) {
      floors.changed(subject, record.position());
    }
  }

  /** Whether it tells of objects that it does not name. */
  static boolean isOfMany(EventRecord record) {
    return record.type().equals(RecordTypes.ADMINISTERED);
  }

  /** The document that it tells of; null when there is none that is cached. */
  static @Nullable DocumentKey subject(String tenant, EventRecord record) {
    ObjectRef subject = record.subject();
    return subject != null && CachedReads.isCached(subject.module().wire())
        ? new DocumentKey(tenant, subject.module().wire(), subject.id().value())
        : null;
  }

  /** Who is told a second time knows it already. */
  private void administered(String tenant, long position) {
    administered
        .asMap()
        .compute(
            tenant,
            (same, last) -> {
              long known = last == null ? 0 : last;
              if (position == 0 || position > known) { // 0 while it has no position
                floors.changed(tenant);
              }
              return Math.max(known, position);
            });
  }
}
