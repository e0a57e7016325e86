package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

/**
 * Names one document.
 *
 * @param tenant whose it is
 * @param kind what it is, such as {@code plan} or {@code execution}; at most 64 characters
 * @param id its name within tenant and kind; at most 256 characters
 */
public record DocumentKey(String tenant, String kind, String id) {

  /** Refuses nulls. */
  public DocumentKey {
    requireNonNull(tenant, "tenant");
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
  }

  @Override
  public String toString() {
    return tenant + '/' + kind + '/' + id;
  }
}
