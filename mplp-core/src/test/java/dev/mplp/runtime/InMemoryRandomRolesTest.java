package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.RandomRolesContract;
import dev.mplp.tck.StorageFixture;

class InMemoryRandomRolesTest extends RandomRolesContract {

  @Override
  protected int changes() {
    return 250;
  }

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage, boolean byRoles, boolean fresh) {
    return RoleRuntimes.of(storage, byRoles, fresh);
  }
}
