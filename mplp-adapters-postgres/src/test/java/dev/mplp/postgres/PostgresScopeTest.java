package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ScopeContract;
import dev.mplp.tck.StorageFixture;

class PostgresScopeTest extends ScopeContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage, boolean byRoles, boolean fresh) {
    return RoleRuntimes.of(storage, byRoles, fresh);
  }
}
