package dev.mplp.postgres;

import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads documents and items. */
final class Documents {

  private final Database database;
  private final Sql sql;
  private final String get;
  private final String items;
  private final String tenants;

  Documents(Database database) {
    this.database = database;
    sql = database.sql();
    get =
        sql.of(
            """
            select tenant, kind, id, version, ord, body, index_values
              from {document} where tenant = ? and kind = ? and id = ?""");
    items =
        sql.of(
            """
            select seq, version, body from {item}
             where tenant = ? and kind = ? and id = ? and seq > ?
             order by seq limit ?""");
    tenants =
        sql.of(
            """
            with recursive name(tenant) as (
              (select tenant from {document} where tenant > ? order by tenant, kind, id limit 1)
              union all
              select (select d.tenant from {document} d where d.tenant > n.tenant
                       order by d.tenant, d.kind, d.id limit 1)
                from name n where n.tenant is not null)
            select tenant from name where tenant is not null limit ?""");
  }

  Optional<Document> get(DocumentKey key) {
    if (!mayBeThere(key)) {
      return Optional.empty();
    }
    return database
        .of(key.tenant())
        .call(
            connection ->
                new Query(get)
                    .with(key.tenant())
                    .with(key.kind())
                    .with(key.id())
                    .first(connection, Documents::document));
  }

  List<Item> items(DocumentKey owner, long after, int limit) {
    if (!mayBeThere(owner)) {
      return List.of();
    }
    return database
        .of(owner.tenant())
        .call(
            connection ->
                new Query(items)
                    .with(owner.tenant())
                    .with(owner.kind())
                    .with(owner.id())
                    .with(after)
                    .with(limit)
                    .list(connection, row -> new Item(row.big(), row.big(), row.bytes())));
  }

  List<Document> list(DocumentQuery query) {
    if (!mayBeThere(query)) {
      return List.of();
    }
    List<Map.Entry<String, String>> where =
        new ArrayList<>(new TreeMap<>(query.where()).entrySet());
    Query statement = new Query(sql.of(where.isEmpty() ? pageOfAll() : pageOf(where.size())));
    bind(statement, query, where).with(query.limit());
    return database
        .of(query.tenant())
        .call(connection -> statement.list(connection, Documents::document));
  }

  /** The index table alone is looked at, or the index of the documents' order. */
  int count(DocumentQuery query, int max) {
    if (!mayBeThere(query)) {
      return 0;
    }
    List<Map.Entry<String, String>> where =
        new ArrayList<>(new TreeMap<>(query.where()).entrySet());
    String counted = where.isEmpty() ? ordersOfAll() : orders(where.size());
    Query statement = new Query(sql.of("select count(*)::int from (" + counted + " limit ?) n"));
    bind(statement, query, where).with(max);
    return database
        .of(query.tenant())
        .call(connection -> statement.first(connection, Row::number).orElseThrow());
  }

  /** The server refuses to look for texts with NUL, and has none. */
  private static boolean mayBeThere(DocumentKey key) {
    return !hasNul(key.tenant()) && !hasNul(key.kind()) && !hasNul(key.id());
  }

  private static boolean mayBeThere(DocumentQuery query) {
    return !hasNul(query.tenant())
        && !hasNul(query.kind())
        && query.where().keySet().stream().noneMatch(Documents::hasNul)
        && query.where().values().stream().noneMatch(Documents::hasNul);
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  private static Query bind(
      Query statement, DocumentQuery query, List<Map.Entry<String, String>> where) {
    statement.with(query.tenant()).with(query.kind());
    for (Map.Entry<String, String> wanted : where) {
      statement.with(wanted.getKey()).with(IndexValues.stored(wanted.getValue()));
    }
    return statement.with(query.after());
  }

  List<String> tenants(String after, int limit) {
    return database.call(
        connection -> new Query(tenants).with(after).with(limit).list(connection, Row::text));
  }

  private static String ordersOfAll() {
    return "select ord from {document} where tenant = ? and kind = ? and ord > ? order by ord";
  }

  private static String pageOfAll() {
    return """
        select tenant, kind, id, version, ord, body, index_values
          from {document} where tenant = ? and kind = ? and ord > ?
         order by ord limit ?""";
  }

  /**
   * The page is found in the index table alone, in order; only then its documents are read. Further
   * filters are joined by their common order, so that the planner can merge or probe.
   */
  private static String pageOf(int filters) {
    return """
        select d.tenant, d.kind, d.id, d.version, d.ord, d.body, d.index_values
          from (%s limit ?) p
          join {document} d on d.tenant = p.tenant and d.kind = p.kind and d.ord = p.ord
         order by d.ord"""
        .formatted(orders(filters));
  }

  private static String orders(int filters) {
    StringBuilder orders = new StringBuilder();
    orders.append(
        """
        select i0.tenant, i0.kind, i0.ord
          from (select ?::text as tenant, ?::text as kind) q
          join {document_index} i0
            on i0.tenant = q.tenant and i0.kind = q.kind and i0.name = ? and i0.value = ?
        """);
    for (int i = 1; i < filters; i++) {
      orders.append(
          """
          join {document_index} i%1$s
            on i%1$s.tenant = i0.tenant and i%1$s.kind = i0.kind
           and i%1$s.name = ? and i%1$s.value = ? and i%1$s.ord = i0.ord
          """
              .formatted(i));
    }
    return orders.append(" where i0.ord > ? order by i0.ord").toString();
  }

  private static Document document(Row row) throws java.sql.SQLException {
    DocumentKey key = new DocumentKey(row.text(), row.text(), row.text());
    return new Document(key, row.big(), row.big(), row.bytes(), IndexValues.of(row.texts()));
  }
}
