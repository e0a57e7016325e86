package dev.mplp.postgres;

import dev.mplp.spi.Change;
import dev.mplp.spi.CommitResult.Conflict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the documents and items of one change set.
 *
 * <ol>
 *   <li>All documents concerned are locked, in the order of their keys, and their versions are
 *       compared with the expected ones.
 *   <li>That a document is missing cannot be locked. Where nothing else does, the place is taken by
 *       inserting a row and removing it again: whoever creates the document meanwhile waits for the
 *       end of this transaction.
 *   <li>Then the changes are made in their order; nothing but a creation at the same moment can
 *       fail now.
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
            select kind, id, version, ord, index_values from {document}
             where tenant = ? and (kind, id) in (select * from unnest(?::text[], ?::text[]))
             order by kind, id for update""");
    insert =
        sql.of(
            """
            insert into {document} (tenant, kind, id, version, index_values, body)
            values (?, ?, ?, 1, ?, ?) on conflict do nothing returning ord""");
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
            on conflict do nothing""");
    putItem =
        sql.of(
            """
            update {item} set version = version + 1, body = ?
             where tenant = ? and kind = ? and id = ? and seq = ? and version = ?""");
    deleteItems = sql.of("delete from {item} where tenant = ? and kind = ? and id = ?");
  }

  /** Writes what the set changes of documents and items; the conflict when there is one. */
  @Nullable Conflict apply(Connection connection, String tenant, List<Change> changes)
      throws SQLException {
    Set<Key> keys = new TreeSet<>();
    for (Change change : changes) {
      Key key = Key.of(change);
      if (key != null) {
        keys.add(key);
      }
    }
    Map<Key, Stored> stored = keys.isEmpty() ? new HashMap<>() : lock(connection, tenant, keys);
    for (Change change : changes) {
      Key key = Key.of(change);
      if (key != null && version(stored, key) != expectedVersion(change)) {
        return key.conflict();
      }
    }
    for (Change change : changes) {
      Conflict conflict = apply(connection, tenant, change, stored);
      if (conflict != null) {
        return conflict;
      }
    }
    return null;
  }

  private Map<Key, Stored> lock(Connection connection, String tenant, Set<Key> keys)
      throws SQLException {
    Map<Key, Stored> stored = new HashMap<>();
    new Query(lock)
        .with(tenant)
        .withTexts(keys.stream().map(Key::kind).toList())
        .withTexts(keys.stream().map(Key::id).toList())
        .list(
            connection,
            row ->
                stored.put(
                    new Key(row.text(), row.text()),
                    new Stored(row.big(), row.big(), IndexValues.of(row.texts()))));
    return stored;
  }

  private static long version(Map<Key, Stored> stored, Key key) {
    Stored found = stored.get(key);
    return found == null ? 0 : found.version;
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

  private @Nullable Conflict apply(
      Connection connection, String tenant, Change change, Map<Key, Stored> stored)
      throws SQLException {
    if (change instanceof Change.PutDocument put) {
      return put(connection, tenant, put, stored);
    } else if (change instanceof Change.CheckDocument check) {
      Key key = new Key(check.kind(), check.id());
      return stored.containsKey(key) ? null : keepMissing(connection, tenant, key);
    } else if (change instanceof Change.DeleteDocument deletion) {
      delete(connection, tenant, new Key(deletion.kind(), deletion.id()), stored);
    } else if (change instanceof Change.AppendItems append) {
      int appended =
          new Query(appendItems)
              .with(tenant)
              .with(append.kind())
              .with(append.id())
              .with(append.first())
              .withBodies(append.bodies())
              .update(connection);
      if (appended < append.bodies().size()) {
        return new Conflict("item " + append.kind() + '/' + append.id() + '#' + append.first());
      }
    } else if (change instanceof Change.PutItem put) {
      return putItem(connection, tenant, put);
    }
    return null;
  }

  private @Nullable Conflict put(
      Connection connection, String tenant, Change.PutDocument put, Map<Key, Stored> stored)
      throws SQLException {
    Key key = new Key(put.kind(), put.id());
    Stored before = stored.get(key);
    if (before == null) {
      Long order = insert(connection, tenant, key, put.body(), put.index());
      if (order == null) {
        return key.conflict();
      }
      list(connection, tenant, put.kind(), order, put.index());
      stored.put(key, new Stored(1, order, put.index()));
      return null;
    }
    new Query(update)
        .withTexts(List.of(IndexValues.flat(put.index())))
        .with(put.body())
        .with(tenant)
        .with(put.kind())
        .with(put.id())
        .update(connection);
    Map<String, String> gone = new HashMap<>(before.index);
    gone.entrySet().removeAll(put.index().entrySet());
    Map<String, String> added = new HashMap<>(put.index());
    added.entrySet().removeAll(before.index.entrySet());
    unlist(connection, tenant, put.kind(), before.order, gone);
    list(connection, tenant, put.kind(), before.order, added);
    stored.put(key, new Stored(before.version + 1, before.order, put.index()));
    return null;
  }

  private @Nullable Long insert(
      Connection connection, String tenant, Key key, byte[] body, Map<String, String> index)
      throws SQLException {
    return new Query(insert)
        .with(tenant)
        .with(key.kind)
        .with(key.id)
        .withTexts(List.of(IndexValues.flat(index)))
        .with(body)
        .first(connection, Row::big)
        .orElse(null);
  }

  private @Nullable Conflict keepMissing(Connection connection, String tenant, Key key)
      throws SQLException {
    if (insert(connection, tenant, key, new byte[0], Map.of()) == null) {
      return key.conflict();
    }
    key.bind(new Query(delete).with(tenant)).update(connection);
    return null;
  }

  private void delete(Connection connection, String tenant, Key key, Map<Key, Stored> stored)
      throws SQLException {
    key.bind(new Query(delete).with(tenant)).update(connection);
    key.bind(new Query(deleteItems).with(tenant)).update(connection);
    Stored before = stored.remove(key);
    if (before != null) {
      unlist(connection, tenant, key.kind, before.order, before.index);
    }
  }

  private void unlist(
      Connection connection, String tenant, String kind, long order, Map<String, String> gone)
      throws SQLException {
    if (!gone.isEmpty()) {
      names(new Query(unlist), gone).with(tenant).with(kind).with(order).update(connection);
    }
  }

  private void list(
      Connection connection, String tenant, String kind, long order, Map<String, String> added)
      throws SQLException {
    if (!added.isEmpty()) {
      names(new Query(list).with(tenant).with(kind).with(order), added).update(connection);
    }
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

  private @Nullable Conflict putItem(Connection connection, String tenant, Change.PutItem put)
      throws SQLException {
    int changed =
        new Query(putItem)
            .with(put.body())
            .with(tenant)
            .with(put.kind())
            .with(put.id())
            .with(put.sequence())
            .with(put.expectedVersion())
            .update(connection);
    return changed == 1
        ? null
        : new Conflict("item " + put.kind() + '/' + put.id() + '#' + put.sequence());
  }

  /**
   * A document as it was found.
   *
   * @param index the index values as they are listed
   */
  private record Stored(long version, long order, Map<String, String> index) {}

  /** Names a document within the tenant. */
  private record Key(String kind, String id) implements Comparable<Key> {

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

    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : id.compareTo(other.id);
    }
  }
}
