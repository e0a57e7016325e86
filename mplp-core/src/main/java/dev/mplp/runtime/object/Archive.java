package dev.mplp.runtime.object;

import dev.mplp.ConflictException;
import dev.mplp.NotFoundException;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.MplpId;
import dev.mplp.model.Page;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.ArchiveRecords;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects that were put away: lists leave them out unless asked for them, and nobody changes them
 * any more. The protocol has the status {@code archived} for Contexts and manifests alone; all
 * others carry the index value {@value #ARCHIVED} beside their wire form, which stays as it was.
 */
public final class Archive {

  private static final String ARCHIVED = "archived";

  /** So many documents are looked at for a page, however many of them are put away. */
  private static final int MOST_LOOKED_AT = 10;

  private Archive() {}

  /** Whether it was put away. */
  public static boolean isArchived(Document document) {
    return "true".equals(document.index().get(ARCHIVED))
        || ARCHIVED.equals(document.index().get("status"));
  }

  /**
   * What is asked of a list where archived is a status: with a status it is the status alone.
   *
   * @param where the conditions, which get that of the status
   */
  public static @Nullable Boolean byStatus(
      Map<String, @Nullable String> where, @Nullable Boolean archived) {
    if (where.get("status") != null) {
      return null;
    }
    if (archived == null || !archived) {
      return archived;
    }
    where.put("status", ARCHIVED);
    return null;
  }

  /**
   * An object that may be changed.
   *
   * @throws NotFoundException when there is none
   * @throws ConflictException code {@code ARCHIVED} when it was put away
   */
  static <T extends ProtocolObject> Versioned<T> changeable(
      Caller caller, ObjectType<T> type, MplpId id) {
    Document document = document(caller, type, id);
    if ("true".equals(document.index().get(ARCHIVED))) {
      throw archived(type.name(id));
    }
    return ProtocolObjects.read(document, type.type());
  }

  /** As {@link #changeable}, where the table of transitions has no say about it. */
  public static <T extends ProtocolObject> Versioned<T> updatable(
      Caller caller, ObjectType<T> type, MplpId id) {
    Document document = document(caller, type, id);
    if (isArchived(document)) {
      throw archived(type.name(id));
    }
    return ProtocolObjects.read(document, type.type());
  }

  /**
   * The refusal to change what was put away.
   *
   * @param name what it is, with its identifier
   */
  public static ConflictException archived(String name) {
    return new ConflictException(
        "ARCHIVED", name + " is archived: it is read and purged, but not changed any more");
  }

  private static <T extends ProtocolObject> Document document(
      Caller caller, ObjectType<T> type, MplpId id) {
    return caller
        .storage()
        .get(new DocumentKey(caller.tenant(), type.module().wire(), id.value()))
        .orElseThrow(() -> new NotFoundException(type.module().wire(), id.value()));
  }

  /**
   * Puts an object away that is over; nothing happens when it is. Its wire form stays as it is.
   *
   * @param isOver whether it may go
   * @param rule what it must be, for the message
   * @param also what else is written in the same commit
   * @throws ConflictException code {@code NOT_OVER}, {@code LOCKED}
   */
  public static <T extends ProtocolObject> void archive(
      Caller caller,
      ObjectType<T> type,
      MplpId id,
      Predicate<T> isOver,
      String rule,
      Function<T, List<Change>> also) {
    caller.may(type.module(), "archive", id);
    caller.commits().apply(type.name(id), () -> archiving(caller, type, id, isOver, rule, also));
  }

  private static <T extends ProtocolObject> Commits.Change<Boolean> archiving(
      Caller caller,
      ObjectType<T> type,
      MplpId id,
      Predicate<T> isOver,
      String rule,
      Function<T, List<Change>> also) {
    Document document = document(caller, type, id);
    if (isArchived(document)) {
      return new Commits.Change<>(null, false);
    }
    T object = ProtocolObjects.read(document, type.type()).value();
    String context = document.index().get("context_id");
    ContextId contextId = context == null ? null : ContextId.of(context);
    List<Change> override = Locks.check(caller, object, contextId);
    if (!isOver.test(object)) {
      throw new ConflictException(
          "NOT_OVER", type.name(id) + " cannot be archived: it must be " + rule);
    }
    Map<String, String> index = new LinkedHashMap<>(document.index());
    index.put(ARCHIVED, "true");
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(
                new Change.PutDocument(
                    type.module().wire(), id.value(), document.version(), document.body(), index))
            .addAll(also.apply(object))
            .addAll(override)
            .add(new Change.AppendLog(ArchiveRecords.archived(object, contextId)))
            .build();
    return new Commits.Change<>(set, true);
  }

  /**
   * One page, as {@link Listing#page} gives it. Where those that were put away are left out, a page
   * may have fewer than asked for although there is a next one: a page looks at ten times as many
   * documents at most.
   *
   * @param archived only those that were put away, or only those that were not; null for both
   */
  public static <S> Page<S> page(
      Storage storage,
      String tenant,
      String kind,
      Map<String, String> where,
      @Nullable Boolean archived,
      @Nullable Cursor after,
      int limit,
      Function<Document, S> summary) {
    if (archived == null) {
      return Listing.page(storage, tenant, kind, where, after, limit, summary);
    }
    if (archived) {
      Map<String, String> away = new TreeMap<>(where);
      away.put(ARCHIVED, "true");
      return Listing.page(storage, tenant, kind, away, after, limit, summary);
    }
    Listing.checkLimit(limit);
    String list = tenant + ' ' + kind + " present " + new TreeMap<>(where);
    long place = Cursors.place(list, after);
    List<S> shown = new ArrayList<>();
    for (int look = 0; look < MOST_LOOKED_AT; look++) {
      List<Document> found = storage.list(new DocumentQuery(tenant, kind, where, place, limit + 1));
      for (Document document : found) {
        if (!isArchived(document)) {
          if (shown.size() == limit) {
            return new Page<>(shown, Cursors.of(list, place));
          }
          shown.add(summary.apply(document));
        }
        place = document.order();
      }
      if (found.size() <= limit) {
        return Page.last(shown);
      }
    }
    return new Page<>(shown, Cursors.of(list, place));
  }
}
