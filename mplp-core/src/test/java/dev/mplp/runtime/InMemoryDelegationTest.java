package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.DelegationContract;
import dev.mplp.tck.StorageFixture;

class InMemoryDelegationTest extends DelegationContract {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage, boolean byRoles, boolean fresh) {
    return RoleRuntimes.of(storage, byRoles, fresh);
  }
}
