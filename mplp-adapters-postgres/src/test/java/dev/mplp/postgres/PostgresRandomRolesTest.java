package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RandomRolesContract;
import dev.mplp.tck.StorageFixture;

class PostgresRandomRolesTest extends RandomRolesContract {

  @Override
  protected int changes() {
    return 60;
  }

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }

  @Override
  protected Mplp runtime(Storage storage, boolean byRoles, boolean fresh) {
    return RoleRuntimes.of(storage, byRoles, fresh);
  }
}
