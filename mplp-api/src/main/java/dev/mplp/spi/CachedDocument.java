package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

/**
 * A copy of a {@link Document}, without its index values.
 *
 * @param order see {@link Document#order()}: of two documents that had the same key one after the
 *     other, the later one has the greater order
 * @param version see {@link Document#version()}
 * @param body the document's, or what a cipher made of it
 */
public record CachedDocument(long order, long version, byte[] body) {

  /** Refuses nulls. */
  public CachedDocument {
    requireNonNull(body, "body");
  }

  /** A copy of a document. */
  public static CachedDocument of(Document document) {
    return new CachedDocument(document.order(), document.version(), document.body());
  }

  /** The same with another body. */
  public CachedDocument withBody(byte[] other) {
    return new CachedDocument(order, version, other);
  }
}
