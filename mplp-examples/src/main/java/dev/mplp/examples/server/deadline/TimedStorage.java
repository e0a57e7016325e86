package dev.mplp.examples.server.deadline;

import dev.mplp.examples.server.storage.StorageView;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A storage that calls are refused whose time is over, before each access to it. */
final class TimedStorage extends StorageView {

  TimedStorage(Storage storage) {
    super(storage);
  }

  @Override
  protected Storage storage() {
    Deadline.check();
    return super.storage();
  }

  @Override
  public CommitResult commit(ChangeSet set) {
    return storage().commit(set);
  }

  @Override
  public Exchange exchange(
      List<ChangeSet> sets, UUID worker, @Nullable Set<String> roles, int max) {
    return storage().exchange(sets, worker, roles, max);
  }

  /** The storage goes with whoever was given this. */
  @Override
  public void close() {
    super.storage().close();
  }
}
