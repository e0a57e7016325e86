package dev.mplp.runtime;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import dev.mplp.tck.ScopeContract;
import dev.mplp.tck.StorageFixture;

class InMemoryScopeTest extends ScopeContract {

  @Override
  protected StorageFixture newFixture() {
    return new RunningMemory();
  }

  @Override
  protected Mplp runtime(Storage storage, boolean byRoles, boolean fresh) {
    return RoleRuntimes.of(storage, byRoles, fresh);
  }
}
