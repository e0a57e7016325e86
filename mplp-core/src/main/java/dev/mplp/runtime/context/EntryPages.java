package dev.mplp.runtime.context;

import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Map;

/**
 * Entries of shared state, page by page. Each may be a mebibyte, so a page has few. Not
 * thread-safe.
 */
final class EntryPages {

  private static final int PAGE = 32;

  private final Storage storage;
  private final String tenant;
  private final Map<String, String> index;
  private long after;
  private List<Document> page = List.of();
  private boolean isLast;

  /**
   * Before the first page.
   *
   * @param index what the entries are listed by
   * @param after the order of the document before
   */
  EntryPages(Storage storage, String tenant, Map<String, String> index, long after) {
    this.storage = storage;
    this.tenant = tenant;
    this.index = index;
    this.after = after;
  }

  /** Goes to the next page; false when there is none. */
  boolean next() {
    if (isLast) {
      return false;
    }
    page = storage.list(new DocumentQuery(tenant, Kinds.STATE, index, after, PAGE));
    isLast = page.size() < PAGE;
    if (page.isEmpty()) {
      return false;
    }
    after = page.get(page.size() - 1).order();
    return true;
  }

  /** Its entries. */
  List<Document> page() {
    return page;
  }
}
