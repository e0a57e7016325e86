package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RoleLogContract;
import dev.mplp.tck.StorageFixture;

class PostgresRoleLogTest extends RoleLogContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage, boolean byRoles, boolean fresh) {
    return RoleRuntimes.of(storage, byRoles, fresh);
  }
}
