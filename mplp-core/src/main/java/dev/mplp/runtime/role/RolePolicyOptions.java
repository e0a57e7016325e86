package dev.mplp.runtime.role;

import dev.mplp.model.Principal;
import java.util.Set;

/**
 * How the roles are gone by.
 *
 * @param isAlwaysFresh whether every answer looks at the position of the roles in the storage
 * @param administrators who may set up roles whatever they hold; what counts is tenant and subject
 */
public record RolePolicyOptions(boolean isAlwaysFresh, Set<Principal> administrators) {

  /** Copies the set. */
  public RolePolicyOptions {
    administrators = Set.copyOf(administrators);
  }
}
