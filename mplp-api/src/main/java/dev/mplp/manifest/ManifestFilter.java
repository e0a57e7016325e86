package dev.mplp.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Which manifests to list.
 *
 * @param status only those of this status; null for every status
 * @param archived only those that are archived, or only those that are not; null for both or when a
 *     status is asked for
 */
public record ManifestFilter(@Nullable CoreStatus status, @Nullable Boolean archived) {

  private static final ManifestFilter ALL = new ManifestFilter(null, false);

  /** Every manifest of the tenant that is not archived. */
  public static ManifestFilter all() {
    return ALL;
  }

  /** Only those of this status. */
  public ManifestFilter withStatus(@Nullable CoreStatus status) {
    return new ManifestFilter(status, archived);
  }

  /** Only those that are archived, or only those that are not; null for both. */
  public ManifestFilter withArchived(@Nullable Boolean archived) {
    return new ManifestFilter(status, archived);
  }
}
