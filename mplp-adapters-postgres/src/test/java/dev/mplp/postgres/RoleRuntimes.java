package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.model.Principal;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Storage;

/** Runtimes for the kits about roles. */
final class RoleRuntimes {

  private RoleRuntimes() {}

  static Mplp of(Storage storage, boolean byRoles, boolean fresh) {
    MplpRuntime.Builder builder = MplpRuntime.builder().storage(storage);
    if (byRoles) {
      builder.authorizeByRoles().administrators(Principal.of("root"));
    }
    if (fresh) {
      builder.alwaysFreshRoles();
    }
    return builder.build();
  }
}
