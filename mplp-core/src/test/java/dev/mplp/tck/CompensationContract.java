package dev.mplp.tck;

import dev.mplp.Mplp;
import dev.mplp.spi.Storage;
import org.junit.jupiter.api.Nested;

/** How completed steps of an execution that failed or was cancelled are undone. */
public abstract class CompensationContract {

  /** For the kits. */
  protected CompensationContract() {}

  /** An empty store whose clock runs. */
  protected abstract StorageFixture newFixture();

  /** A runtime over this storage. */
  protected abstract Mplp runtime(Storage storage);

  @Nested
  class Runs extends UndoneRunsContract {
    @Override
    protected StorageFixture newFixture() {
      return CompensationContract.this.newFixture();
    }

    @Override
    protected Mplp runtime(Storage storage) {
      return CompensationContract.this.runtime(storage);
    }
  }

  @Nested
  class Attempts extends UndoingContract {
    @Override
    protected StorageFixture newFixture() {
      return CompensationContract.this.newFixture();
    }

    @Override
    protected Mplp runtime(Storage storage) {
      return CompensationContract.this.runtime(storage);
    }
  }

  @Nested
  class Failures extends UndoingFailedContract {
    @Override
    protected StorageFixture newFixture() {
      return CompensationContract.this.newFixture();
    }

    @Override
    protected Mplp runtime(Storage storage) {
      return CompensationContract.this.runtime(storage);
    }
  }
}
