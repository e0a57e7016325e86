package dev.mplp.runtime.journal;

import dev.mplp.ConflictException;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.model.TimeRange;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.StoredForm;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.LogEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one kind that are written once, listed by index values and by when they were
 * recorded, and deleted by age.
 */
public final class Journal {

  /** The form of the body: {@code v, recorded_at, value}. */
  private static final StoredForm FORM = new StoredForm("journal entry", 1);

  private final Caller caller;
  private final String kind;
  private final String name;

  /**
   * The journal of the caller's tenant.
   *
   * @param kind of the documents
   * @param name what an entry is called in messages
   */
  public Journal(Caller caller, String kind, String name) {
    this.caller = caller;
    this.kind = kind;
    this.name = name;
  }

  /**
   * An entry.
   *
   * @param index what it is listed by
   */
  public record Entry(String id, Instant recordedAt, Map<String, String> index, JsonObject value) {

    /** Copies the index. */
    public Entry {
      index = Map.copyOf(index);
    }

    /** The change that writes it; conflicts when it is there. */
    public Change put(String kind) {
      Map<String, String> all = new LinkedHashMap<>(index);
      all.putAll(Buckets.of(recordedAt));
      JsonObject body =
          FORM.begin().put("recorded_at", recordedAt.toString()).put("value", value).build();
      return new Change.PutDocument(kind, id, 0, Wire.bytes(body), all);
    }

    /** The entry in a document. */
    static Entry read(Document document) {
      JsonObject body = FORM.read(document.key(), document.body());
      return new Entry(
          document.key().id(),
          Objects.requireNonNull(Times.instant(body, "recorded_at"), "recorded_at"),
          document.index(),
          Objects.requireNonNull(body.get("value"), "value").asObject());
    }
  }

  /**
   * Writes an entry and its record.
   *
   * @return the entry as it is stored: an earlier one where it is the same
   * @throws ConflictException code {@code ALREADY_EXISTS} when there is another one of the name
   */
  public Entry record(Entry entry, LogEntry record) {
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(entry.put(kind))
            .add(new Change.AppendLog(record))
            .build();
    if (caller.commits().commit(set).isCommitted()) {
      return entry;
    }
    return find(entry.id())
        .filter(stored -> same(stored, entry))
        .orElseThrow(
            () ->
                new ConflictException(
                    "ALREADY_EXISTS",
                    name
                        + ' '
                        + entry.id()
                        + " is stored already with another content; record it under another"
                        + " identifier"));
  }

  private static boolean same(Entry stored, Entry entry) {
    return stored.value().equals(entry.value())
        && stored.index().entrySet().containsAll(entry.index().entrySet());
  }

  /** The entry of this name. */
  public Optional<Entry> find(String id) {
    return caller.storage().get(new DocumentKey(caller.tenant(), kind, id)).map(Entry::read);
  }

  /**
   * Entries, oldest first.
   *
   * @param where index name to the value it must have; a null value is no condition
   */
  public Page<Entry> page(
      Map<String, @Nullable String> where, TimeRange range, @Nullable Cursor after, int limit) {
    Map<String, String> conditions = Listing.conditions(where);
    if (range.isAll()) {
      return Listing.page(
          caller.storage(), caller.tenant(), kind, conditions, after, limit, Entry::read);
    }
    Listing.checkLimit(limit);
    return new TimedPage(caller, kind, conditions, range).read(after, limit);
  }

  /**
   * Deletes what was recorded before a time, oldest first, and records that.
   *
   * @param record the record of a deletion of so many
   * @return how many
   */
  public int deleteBefore(Instant before, int limit, IntFunction<LogEntry> record) {
    Listing.checkLimit(limit);
    return caller
        .commits()
        .apply(
            name,
            () -> {
              List<Document> old =
                  oldest(0, limit).stream()
                      .takeWhile(document -> Entry.read(document).recordedAt().isBefore(before))
                      .toList();
              return new Commits.Change<>(deleting(old, record), old.size());
            });
  }

  /**
   * Deletes the oldest of those that are more than so many, and records that.
   *
   * @param keep how many of the newest stay
   * @param limit how many go at most
   * @param record the record of a deletion of so many, all recorded before a time
   * @return how many
   */
  public int deleteBeyond(int keep, int limit, BiFunction<Integer, Instant, LogEntry> record) {
    Listing.checkLimit(limit);
    return caller
        .commits()
        .apply(
            name,
            () -> {
              int beyond = count(keep + limit) - keep;
              List<Document> old = beyond > 0 ? oldest(0, beyond) : List.of();
              return new Commits.Change<>(
                  deleting(old, count -> record.apply(count, after(old))), old.size());
            });
  }

  private static Instant after(List<Document> old) {
    Instant latest = Instant.MIN;
    for (Document document : old) {
      Instant recorded = Entry.read(document).recordedAt();
      latest = recorded.isAfter(latest) ? recorded : latest;
    }
    return latest.plus(1, ChronoUnit.MICROS);
  }

  private List<Document> oldest(long after, int limit) {
    return caller.storage().list(new DocumentQuery(caller.tenant(), kind, Map.of(), after, limit));
  }

  /** How many there are, counted up to a number. */
  public int count(int most) {
    return caller
        .storage()
        .count(new DocumentQuery(caller.tenant(), kind, Map.of(), 0, Listing.LARGEST), most);
  }

  /** How many were recorded before a time, counted up to a number. */
  public int countBefore(Instant before, int most) {
    int count = 0;
    long after = 0;
    List<Document> page;
    do {
      page = oldest(after, Listing.LARGEST);
      for (Document document : page) {
        after = document.order();
        if (count == most || !Entry.read(document).recordedAt().isBefore(before)) {
          return count;
        }
        count++;
      }
    } while (page.size() == Listing.LARGEST);
    return count;
  }

  /**
   * Deletes one entry, and records that.
   *
   * @return false when there is none
   */
  public boolean delete(String id, LogEntry record) {
    return caller
        .commits()
        .apply(
            name,
            () -> {
              List<Document> found =
                  caller.storage().get(new DocumentKey(caller.tenant(), kind, id)).stream()
                      .toList();
              return new Commits.Change<>(deleting(found, count -> record), !found.isEmpty());
            });
  }

  private @Nullable ChangeSet deleting(List<Document> old, IntFunction<LogEntry> record) {
    if (old.isEmpty()) {
      return null;
    }
    ChangeSet.Builder set = ChangeSet.builder(caller.tenant());
    for (Document document : old) {
      set.add(new Change.DeleteDocument(kind, document.key().id(), document.version()));
    }
    return set.add(new Change.AppendLog(record.apply(old.size()))).build();
  }
}
