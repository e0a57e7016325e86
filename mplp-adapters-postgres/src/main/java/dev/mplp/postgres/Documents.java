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
  }

  Optional<Document> get(DocumentKey key) {
    return database.call(
        connection ->
            new Query(get)
                .with(key.tenant())
                .with(key.kind())
                .with(key.id())
                .first(connection, Documents::document));
  }

  List<Item> items(DocumentKey owner, long after, int limit) {
    return database.call(
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
    List<Map.Entry<String, String>> where =
        new ArrayList<>(new TreeMap<>(query.where()).entrySet());
    Query statement = new Query(sql.of(where.isEmpty() ? pageOfAll() : pageOf(where.size())));
    statement.with(query.tenant()).with(query.kind());
    for (Map.Entry<String, String> wanted : where) {
      statement.with(wanted.getKey()).with(IndexValues.stored(wanted.getValue()));
    }
    statement.with(query.after()).with(query.limit());
    return database.call(connection -> statement.list(connection, Documents::document));
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
    StringBuilder page = new StringBuilder();
    page.append(
        """
        select d.tenant, d.kind, d.id, d.version, d.ord, d.body, d.index_values
          from (
            select i0.tenant, i0.kind, i0.ord
              from (select ?::text as tenant, ?::text as kind) q
              join {document_index} i0
                on i0.tenant = q.tenant and i0.kind = q.kind and i0.name = ? and i0.value = ?
        """);
    for (int i = 1; i < filters; i++) {
      page.append(
          """
              join {document_index} i%1$s
                on i%1$s.tenant = i0.tenant and i%1$s.kind = i0.kind
               and i%1$s.name = ? and i%1$s.value = ? and i%1$s.ord = i0.ord
          """
              .formatted(i));
    }
    page.append(
        """
             where i0.ord > ? order by i0.ord limit ?) p
          join {document} d on d.tenant = p.tenant and d.kind = p.kind and d.ord = p.ord
         order by d.ord""");
    return page.toString();
  }

  private static Document document(Row row) throws java.sql.SQLException {
    DocumentKey key = new DocumentKey(row.text(), row.text(), row.text());
    return new Document(key, row.big(), row.big(), row.bytes(), IndexValues.of(row.texts()));
  }
}
