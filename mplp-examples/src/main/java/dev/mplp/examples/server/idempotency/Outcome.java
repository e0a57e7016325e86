package dev.mplp.examples.server.idempotency;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That a request was carried out, and what was answered.
 *
 * @param at when
 * @param fingerprint see {@link RequestKey#fingerprint()}
 * @param objects what its first change put, new ones first
 * @param answer null as long as there is none, and when it was too large to keep
 */
record Outcome(Instant at, String fingerprint, List<Put> objects, @Nullable Kept answer) {

  private static final int MOST_OBJECTS = 8;

  /** Copies the list. */
  Outcome {
    objects = List.copyOf(objects);
  }

  /** A document that was put. */
  record Put(String kind, String id) {}

  /**
   * An answer that can be given again.
   *
   * @param type the media type, null when there is no body
   */
  record Kept(int status, Map<String, String> headers, @Nullable String type, byte[] body) {
    /** Copies the headers. */
    Kept {
      headers = Map.copyOf(headers);
    }
  }

  /** Of a request whose first change this is. */
  static Outcome of(Instant at, String fingerprint, ChangeSet first) {
    List<Put> made = new ArrayList<>();
    List<Put> changed = new ArrayList<>();
    for (Change change : first.changes()) {
      if (change instanceof Change.PutDocument put) {
        (put.expectedVersion() == 0 ? made : changed).add(new Put(put.kind(), put.id()));
      }
    }
    made.addAll(changed);
    return new Outcome(at, fingerprint, made.subList(0, Math.min(MOST_OBJECTS, made.size())), null);
  }

  Outcome at(Instant later) {
    return new Outcome(later, fingerprint, objects, answer);
  }

  Outcome answered(@Nullable Kept with) {
    return new Outcome(at, fingerprint, objects, with);
  }
}
