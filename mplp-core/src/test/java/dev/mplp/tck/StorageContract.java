package dev.mplp.tck;

import org.junit.jupiter.api.Nested;

/**
 * The whole contract of a {@link dev.mplp.spi.Storage}: an adapter's test extends this and gives an
 * empty store for each test.
 */
public abstract class StorageContract {

  /** An empty store. */
  protected abstract StorageFixture newFixture();

  @Nested
  class Documents extends DocumentsContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class DocumentList extends DocumentListContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Items extends ItemsContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Commit extends CommitContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Growth extends GrowthContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Exchange extends ExchangeContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class RepeatedCommit extends RepeatedCommitContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Settlement extends SettlementContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Execution extends ExecutionContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Revision extends RevisionContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Waiting extends WaitingContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Phase extends PhaseContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Reopen extends ReopenContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Claim extends ClaimContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Limit extends LimitContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Worker extends WorkerContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class WorkersUnderLoad extends WorkersUnderLoadContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class RandomSchedule extends RandomScheduleContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Log extends LogContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Removal extends RemovalContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Redaction extends RedactionContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Truncation extends TruncationContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Timers extends TimersContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Leases extends LeasesContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }

  @Nested
  class Signals extends SignalsContract {
    @Override
    protected StorageFixture newFixture() {
      return StorageContract.this.newFixture();
    }
  }
}
