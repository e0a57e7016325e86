package dev.mplp.spi;

import java.util.Map;

/**
 * A stored document: a versioned body and its declared index values.
 *
 * @param key its name
 * @param version 1 when created, one more with every put
 * @param order where it stands among the documents of its storage, ascending by creation; the
 *     cursor of {@link DocumentQuery}
 * @param body exactly the bytes that were put
 * @param index exactly the index values that were put
 */
public record Document(
    DocumentKey key, long version, long order, byte[] body, Map<String, String> index) {

  /** Copies the index. */
  public Document {
    index = Map.copyOf(index);
  }
}
