package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Documents by key, and by each of their index values in order of creation. Under the lock. */
final class Documents {

  private final Map<DocumentKey, Document> documents = new HashMap<>();
  private final Map<Listing, NavigableMap<Long, Document>> listings = new HashMap<>();

  /** How many documents a tenant has, for those that have any. */
  private final TreeMap<String, Integer> tenants = new TreeMap<>();

  private long lastOrder;

  @Nullable Document get(DocumentKey key) {
    return documents.get(key);
  }

  /** The version of a document, 0 when there is none. */
  long version(DocumentKey key) {
    Document document = documents.get(key);
    return document == null ? 0 : document.version();
  }

  void put(DocumentKey key, Change.PutDocument put) {
    Document before = documents.get(key);
    Document after =
        before == null
            ? new Document(key, 1, ++lastOrder, put.body(), put.index())
            : new Document(key, before.version() + 1, before.order(), put.body(), put.index());
    if (before != null) {
      unlistLost(before, after.index());
    } else {
      tenants.merge(key.tenant(), 1, Integer::sum);
    }
    documents.put(key, after);
    list(Listing.all(key), after);
    after.index().forEach((name, value) -> list(new Listing(key, name, value), after));
  }

  void delete(DocumentKey key) {
    Document before = documents.remove(key);
    if (before != null) {
      unlistLost(before, Map.of());
      unlist(Listing.all(key), before);
      tenants.computeIfPresent(key.tenant(), (name, many) -> many == 1 ? null : many - 1);
    }
  }

  private void list(Listing listing, Document document) {
    listings.computeIfAbsent(listing, l -> new TreeMap<>()).put(document.order(), document);
  }

  private void unlistLost(Document before, Map<String, String> kept) {
    before
        .index()
        .forEach(
            (name, value) -> {
              if (!value.equals(kept.get(name))) {
                unlist(new Listing(before.key(), name, value), before);
              }
            });
  }

  private void unlist(Listing listing, Document document) {
    NavigableMap<Long, Document> listed = requireNonNull(listings.get(listing));
    listed.remove(document.order());
    if (listed.isEmpty()) {
      listings.remove(listing);
    }
  }

  List<Document> list(DocumentQuery query) {
    NavigableMap<Long, Document> shortest = shortestListing(query);
    List<Document> page = new ArrayList<>();
    if (shortest != null) {
      for (Document document : shortest.tailMap(query.after(), false).values()) {
        if (document.index().entrySet().containsAll(query.where().entrySet())) {
          page.add(document);
          if (page.size() == query.limit()) {
            break;
          }
        }
      }
    }
    return page;
  }

  /** How many there are to list, counted up to {@code max}. */
  int count(DocumentQuery query, int max) {
    NavigableMap<Long, Document> shortest = shortestListing(query);
    return shortest == null
        ? 0
        : (int)
            shortest.tailMap(query.after(), false).values().stream()
                .filter(
                    document -> document.index().entrySet().containsAll(query.where().entrySet()))
                .limit(max)
                .count();
  }

  List<String> tenants(String after, int limit) {
    return tenants.tailMap(after, false).keySet().stream().limit(limit).toList();
  }

  private @Nullable NavigableMap<Long, Document> shortestListing(DocumentQuery query) {
    if (query.where().isEmpty()) {
      return listings.get(new Listing(query.tenant(), query.kind(), null, ""));
    }
    NavigableMap<Long, Document> shortest = null;
    for (Map.Entry<String, String> wanted : query.where().entrySet()) {
      NavigableMap<Long, Document> listed =
          listings.get(
              new Listing(query.tenant(), query.kind(), wanted.getKey(), wanted.getValue()));
      if (listed == null) {
        return null;
      }
      if (shortest == null || listed.size() < shortest.size()) {
        shortest = listed;
      }
    }
    return shortest;
  }

  /**
   * Names the documents that have one index value.
   *
   * @param name null for all documents of the kind
   */
  private record Listing(String tenant, String kind, @Nullable String name, String value) {
    Listing(DocumentKey key, @Nullable String name, String value) {
      this(key.tenant(), key.kind(), name, value);
    }

    static Listing all(DocumentKey key) {
      return new Listing(key, null, "");
    }
  }
}
