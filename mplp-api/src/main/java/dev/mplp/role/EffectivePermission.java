package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a principal may do.
 *
 * @param capability as a role has it, such as {@code plan.*}
 * @param scope where
 * @param path the names of the roles from the held one to the one that has the capability
 * @param expiresAt until when at most; null for no end
 * @param basis why the first of them is held
 */
public record EffectivePermission(
    String capability, Scope scope, List<String> path, @Nullable Instant expiresAt, Basis basis) {

  /** Copies the path. */
  public EffectivePermission {
    requireNonNull(capability, "capability");
    requireNonNull(scope, "scope");
    path = List.copyOf(path);
    requireNonNull(basis, "basis");
  }
}
