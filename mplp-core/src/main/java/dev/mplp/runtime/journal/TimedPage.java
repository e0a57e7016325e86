package dev.mplp.runtime.journal;

import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.model.TimeRange;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Cursors;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A page of a range of time, bucket by bucket. A place in the list is the hour at which a bucket
 * begins and the order within it, both in one number. A call reads a bounded number of buckets, so
 * that a range without entries costs no more than one with many.
 */
final class TimedPage {

  private static final int MOST_READS = 40;
  private static final int ORDER_BITS = 41;
  private static final long ORDER_MASK = (1L << ORDER_BITS) - 1;
  private static final long HOUR_SECONDS = 3600;

  private final Caller caller;
  private final String kind;
  private final Map<String, String> where;
  private final TimeRange range;
  private final String list;

  TimedPage(Caller caller, String kind, Map<String, String> where, TimeRange range) {
    this.caller = caller;
    this.kind = kind;
    this.where = where;
    this.range = range;
    this.list = caller.tenant() + ' ' + kind + ' ' + new TreeMap<>(where) + ' ' + range;
  }

  Page<Journal.Entry> read(@Nullable Cursor after, int limit) {
    long place = Cursors.place(list, after);
    Instant hour = place == 0 ? beginning() : hourOf(place);
    long order = place & ORDER_MASK;
    Instant end = Buckets.end(range, caller.now());
    List<Journal.Entry> found = new ArrayList<>();
    for (int reads = 0; hour.isBefore(end); reads++) {
      if (reads == MOST_READS) {
        return new Page<>(found, Cursors.of(list, place(hour, order)));
      }
      Buckets.Bucket bucket = Buckets.at(hour, range.until());
      int asked = limit - found.size() + 1;
      List<Document> documents = documents(bucket, order, asked);
      for (Document document : documents) {
        if (found.size() == limit) {
          return new Page<>(found, Cursors.of(list, place(hour, order)));
        }
        order = document.order();
        Journal.Entry entry = Journal.Entry.read(document);
        if (range.contains(entry.recordedAt())) {
          found.add(entry);
        }
      }
      if (documents.size() < asked) {
        hour = bucket.next();
        order = 0;
      }
    }
    return Page.last(found);
  }

  private List<Document> documents(Buckets.Bucket bucket, long after, int limit) {
    Map<String, String> all = new HashMap<>(where);
    all.put(bucket.name(), bucket.value());
    return caller.storage().list(new DocumentQuery(caller.tenant(), kind, all, after, limit));
  }

  /** Where the range begins, or the first entry is. */
  private Instant beginning() {
    List<Document> first =
        caller.storage().list(new DocumentQuery(caller.tenant(), kind, where, 0, 1));
    if (first.isEmpty()) {
      return Instant.MAX;
    }
    Instant oldest = Buckets.hour(Journal.Entry.read(first.get(0)).recordedAt());
    Instant from = range.from();
    return from == null || from.isBefore(oldest) ? oldest : Buckets.hour(from);
  }

  private static long place(Instant hour, long order) {
    if (order > ORDER_MASK) {
      throw new IllegalStateException("there are more documents than a cursor can tell apart");
    }
    return ((hour.getEpochSecond() / HOUR_SECONDS) << ORDER_BITS) | order;
  }

  private static Instant hourOf(long place) {
    return Instant.ofEpochSecond((place >>> ORDER_BITS) * HOUR_SECONDS);
  }
}
