package dev.mplp.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Which manifests to list.
 *
 * @param status only those of this status; null for every status
 */
public record ManifestFilter(@Nullable CoreStatus status) {

  private static final ManifestFilter ALL = new ManifestFilter(null);

  /** Every manifest of the tenant. */
  public static ManifestFilter all() {
    return ALL;
  }

  /** Only those of this status. */
  public ManifestFilter withStatus(@Nullable CoreStatus status) {
    return new ManifestFilter(status);
  }
}
