package dev.mplp.runtime.object;

import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of documents by declared index values, oldest first. */
public final class Listing {

  /** The largest page. */
  public static final int LARGEST = 500;

  private Listing() {}

  /**
   * One page.
   *
   * @param kind of the documents
   * @param where index name to the value it must have; empty for all
   * @param summary what the page shows of a document
   * @throws IllegalArgumentException when {@code limit} is not 1 to {@value #LARGEST}
   * @throws dev.mplp.InvalidCursorException when {@code after} is not of this list
   */
  public static <S> Page<S> page(
      Storage storage,
      String tenant,
      String kind,
      Map<String, String> where,
      @Nullable Cursor after,
      int limit,
      Function<Document, S> summary) {
    checkLimit(limit);
    String list = tenant + ' ' + kind + ' ' + new TreeMap<>(where);
    long place = Cursors.place(list, after);
    List<Document> found = storage.list(new DocumentQuery(tenant, kind, where, place, limit + 1));
    boolean more = found.size() > limit;
    List<Document> shown = more ? found.subList(0, limit) : found;
    Cursor next = more ? Cursors.of(list, shown.get(limit - 1).order()) : null;
    return new Page<>(shown.stream().map(summary).toList(), next);
  }

  /** The conditions that are there: a filter's parts may be null. */
  public static Map<String, String> conditions(Map<String, @Nullable String> where) {
    Map<String, String> conditions = new TreeMap<>();
    where.forEach(
        (name, value) -> {
          if (value != null) {
            conditions.put(name, value);
          }
        });
    return conditions;
  }

  /** Refuses a limit that is not 1 to {@value #LARGEST}. */
  public static void checkLimit(int limit) {
    if (limit < 1 || limit > LARGEST) {
      throw new IllegalArgumentException(
          "limit must be 1 to " + LARGEST + " but is " + limit + "; go on with the page's next");
    }
  }
}
