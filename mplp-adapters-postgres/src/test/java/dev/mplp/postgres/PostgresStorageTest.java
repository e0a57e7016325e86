package dev.mplp.postgres;

import dev.mplp.tck.StorageContract;
import dev.mplp.tck.StorageFixture;

class PostgresStorageTest extends StorageContract {

  @Override
  protected StorageFixture newFixture() {
    return PostgresFixture.onSharedServer();
  }
}
