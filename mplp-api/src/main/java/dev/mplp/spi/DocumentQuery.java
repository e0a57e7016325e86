package dev.mplp.spi;

import java.util.Map;

/**
 * Asks for documents of one kind.
 *
 * @param tenant whose
 * @param kind which
 * @param where index name to the value it must have; empty for all
 * @param after the {@link Document#order()} after which to go on, 0 for the first page
 * @param limit at most so many, 1 to 1000
 */
public record DocumentQuery(
    String tenant, String kind, Map<String, String> where, long after, int limit) {

  /** Copies the filter and checks the limit. */
  public DocumentQuery {
    where = Map.copyOf(where);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1 to 1000 but is " + limit);
    }
  }
}
