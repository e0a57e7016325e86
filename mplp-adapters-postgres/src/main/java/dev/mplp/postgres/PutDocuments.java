package dev.mplp.postgres;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult.Conflict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents and items of one change set.
 *
 * <ol>
 *   <li>All documents that are expected to be there are locked, in the order of their keys, and
 *       their versions are compared with the expected ones.
 *   <li>That a document is missing cannot be locked. Where nothing else does, the place is taken by
 *       inserting a row and removing it again: whoever creates the document meanwhile waits for the
 *       end of this transaction.
 *   <li>Then the changes are made in their order; what conflicts now is told afterwards, and the
 *       transaction is to be undone.
 * </ol>
 */
final class PutDocuments {

  private final String lock;
  private final String insert;
  private final String update;
  private final String delete;
  private final String unlist;
  private final String list;
  private final String appendItems;
  private final String putItem;
  private final String deleteItems;

  PutDocuments(Sql sql) {
    lock =
        sql.of(
            """
            select d.kind, d.id, d.version, d.ord, d.index_values
              from (select * from unnest(?::text[], ?::text[]) as k(kind, id) order by kind, id) k,
                   lateral (select * from {document} d
                             where d.tenant = ? and d.kind = k.kind and d.id = k.id
                               for update) d""");
    insert =
        sql.of(
            """
            with made as (
              insert into {document} (tenant, kind, id, version, index_values, body)
              values (?, ?, ?, 1, ?, ?) on conflict do nothing returning tenant, kind, ord),
            listed as (
              insert into {document_index} (tenant, kind, ord, name, value)
              select m.tenant, m.kind, m.ord, n.name, n.value
                from made m, unnest(?::text[], ?::text[]) as n(name, value))
            select from made""");
    update =
        sql.of(
            """
            update {document} set version = version + 1, index_values = ?, body = ?
             where tenant = ? and kind = ? and id = ?""");
    delete = sql.of("delete from {document} where tenant = ? and kind = ? and id = ?");
    unlist =
        sql.of(
            """
            delete from {document_index} i using unnest(?::text[], ?::text[]) as n(name, value)
             where i.tenant = ? and i.kind = ? and i.ord = ?
               and i.name = n.name and i.value = n.value""");
    list =
        sql.of(
            """
            insert into {document_index} (tenant, kind, ord, name, value)
            select ?, ?, ?, n.name, n.value from unnest(?::text[], ?::text[]) as n(name, value)""");
    appendItems =
        sql.of(
            """
            insert into {item} (tenant, kind, id, seq, version, body)
            select ?, ?, ?, ?::bigint + n.place - 1, 1, n.body
              from unnest(?::bytea[]) with ordinality as n(body, place)
            on conflict do nothing returning seq""");
    putItem =
        sql.of(
            """
            update {item} set version = version + 1, body = ?
             where tenant = ? and kind = ? and id = ? and seq = ? and version = ? returning seq""");
    deleteItems = sql.of("delete from {item} where tenant = ? and kind = ? and id = ?");
  }

  /**
   * What is to be written of one set.
   *
   * @param written is to know what the statements meet
   */
  Writing of(ChangeSet set, WriteOutcome written) {
    return new Writing(set, written);
  }

  /** The documents and items of one set on their way. */
  final class Writing {

    private final String tenant;
    private final List<Change> changes;
    private final WriteOutcome written;
    private List<Stored> found = List.of();

    private Writing(ChangeSet set, WriteOutcome written) {
      tenant = set.tenant();
      changes = set.changes();
      this.written = written;
    }

    /** Adds the statement that locks what is expected; false when there is nothing to lock. */
    boolean lock(Pipeline pipeline) {
      List<Key> keys =
          changes.stream()
              .filter(change -> Key.of(change) != null && expectedVersion(change) > 0)
              .map(Key::of)
              .toList();
      if (!keys.isEmpty()) {
        found =
            pipeline.list(
                new Query(lock)
                    .withTexts(keys.stream().map(Key::kind).toList())
                    .withTexts(keys.stream().map(Key::id).toList())
                    .with(tenant),
                row ->
                    new Stored(
                        new Key(row.text(), row.text()),
                        row.big(),
                        row.big(),
                        IndexValues.of(row.texts())));
      }
      return !keys.isEmpty();
    }

    /**
     * Adds what changes documents and items; the conflict when what was locked is another version.
     */
    @Nullable Conflict write(Pipeline pipeline) {
      Map<Key, Stored> stored = new HashMap<>();
      found.forEach(one -> stored.put(one.key, one));
      for (Change change : changes) {
        Key key = Key.of(change);
        Stored before = key == null ? null : stored.get(key);
        if (key != null && expectedVersion(change) != (before == null ? 0 : before.version)) {
          return key.conflict();
        }
      }
      for (Change change : changes) {
        Key key = Key.of(change);
        write(pipeline, change, key == null ? null : stored.get(key));
      }
      return null;
    }

    private void write(Pipeline pipeline, Change change, @Nullable Stored before) {
      if (change instanceof Change.PutDocument put) {
        if (before == null) {
          insert(pipeline, new Key(put.kind(), put.id()), put.body(), put.index());
        } else {
          update(pipeline, put, before);
        }
      } else if (change instanceof Change.CheckDocument check && before == null) {
        Key key = new Key(check.kind(), check.id());
        insert(pipeline, key, new byte[0], Map.of());
        pipeline.update(key.bind(new Query(delete).with(tenant)));
      } else if (change instanceof Change.DeleteDocument && before != null) {
        pipeline.update(before.key.bind(new Query(delete).with(tenant)));
        pipeline.update(before.key.bind(new Query(deleteItems).with(tenant)));
        unlist(pipeline, before, before.index);
      } else if (change instanceof Change.AppendItems append) {
        append(pipeline, append);
      } else if (change instanceof Change.PutItem put) {
        putItem(pipeline, put);
      }
    }

    private void insert(Pipeline pipeline, Key key, byte[] body, Map<String, String> index) {
      Query query =
          key.bind(new Query(insert).with(tenant))
              .withTexts(List.of(IndexValues.flat(index)))
              .with(body);
      written.expect(pipeline, names(query, index), 1, key.conflict());
    }

    private void update(Pipeline pipeline, Change.PutDocument put, Stored before) {
      pipeline.update(
          before.key.bind(
              new Query(update)
                  .withTexts(List.of(IndexValues.flat(put.index())))
                  .with(put.body())
                  .with(tenant)));
      Map<String, String> gone = new HashMap<>(before.index);
      gone.entrySet().removeAll(put.index().entrySet());
      Map<String, String> added = new HashMap<>(put.index());
      added.entrySet().removeAll(before.index.entrySet());
      unlist(pipeline, before, gone);
      if (!added.isEmpty()) {
        Query query = new Query(list).with(tenant).with(put.kind()).with(before.order);
        pipeline.update(names(query, added));
      }
    }

    private void unlist(Pipeline pipeline, Stored before, Map<String, String> gone) {
      if (!gone.isEmpty()) {
        pipeline.update(
            names(new Query(unlist), gone).with(tenant).with(before.key.kind).with(before.order));
      }
    }

    private void append(Pipeline pipeline, Change.AppendItems append) {
      Query query =
          new Query(appendItems)
              .with(tenant)
              .with(append.kind())
              .with(append.id())
              .with(append.first())
              .withBodies(append.bodies());
      written.expect(
          pipeline,
          query,
          append.bodies().size(),
          new Conflict("item " + append.kind() + '/' + append.id() + '#' + append.first()));
    }

    private void putItem(Pipeline pipeline, Change.PutItem put) {
      Query query =
          new Query(putItem)
              .with(put.body())
              .with(tenant)
              .with(put.kind())
              .with(put.id())
              .with(put.sequence())
              .with(put.expectedVersion());
      written.expect(
          pipeline,
          query,
          1,
          new Conflict("item " + put.kind() + '/' + put.id() + '#' + put.sequence()));
    }
  }

  private static long expectedVersion(Change change) {
    if (change instanceof Change.PutDocument put) {
      return put.expectedVersion();
    }
    if (change instanceof Change.CheckDocument check) {
      return check.expectedVersion();
    }
    return ((Change.DeleteDocument) change).expectedVersion();
  }

  private static Query names(Query query, Map<String, String> index) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(index).entrySet()) {
      names.add(entry.getKey());
      values.add(IndexValues.stored(entry.getValue()));
    }
    return query.withTexts(names).withTexts(values);
  }

  /**
   * A document as it was found.
   *
   * @param index the index values as they are listed
   */
  private record Stored(Key key, long version, long order, Map<String, String> index) {}

  /** Names a document within the tenant. */
  private record Key(String kind, String id) {

    /** The document whose version the change expects; null when it expects none. */
    static @Nullable Key of(Change change) {
      if (change instanceof Change.PutDocument put) {
        return new Key(put.kind(), put.id());
      }
      if (change instanceof Change.CheckDocument check) {
        return new Key(check.kind(), check.id());
      }
      if (change instanceof Change.DeleteDocument deletion) {
        return new Key(deletion.kind(), deletion.id());
      }
      return null;
    }

    Query bind(Query query) {
      return query.with(kind).with(id);
    }

    Conflict conflict() {
      return new Conflict("document " + kind + '/' + id);
    }
  }
}
