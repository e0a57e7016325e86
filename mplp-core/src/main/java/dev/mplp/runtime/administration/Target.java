package dev.mplp.runtime.administration;

import dev.mplp.administration.Retained;
import dev.mplp.spi.Document;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Documents that are over: where they are listed, since when they are, and how one goes.
 *
 * @param kind of the documents
 * @param where the index values that those that are over have
 * @param times when it was created and when it was over
 * @param purge removes it with what belongs to it; false when it stays
 */
record Target(
    Retained retained,
    String kind,
    Map<String, String> where,
    Function<Document, Times> times,
    Predicate<Document> purge) {

  /**
   * The times of a document, null where nobody knows.
   *
   * @param over since when it is over
   */
  record Times(@Nullable Instant created, @Nullable Instant over) {

    boolean isOver(@Nullable Instant cutoff) {
      return cutoff != null && over != null && over.isBefore(cutoff);
    }

    /** Nothing that was created later can have been over before. */
    boolean endsTheSearch(@Nullable Instant cutoff) {
      return cutoff == null || created == null || !created.isBefore(cutoff);
    }
  }
}
