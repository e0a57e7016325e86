package dev.mplp.postgres;

import dev.mplp.tck.StorageContract;
import dev.mplp.tck.StorageFixture;

/** With row-level security, and a login that neither owns the tables nor is a superuser. */
class PostgresGuardedStorageTest extends StorageContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.guarded();
  }
}
