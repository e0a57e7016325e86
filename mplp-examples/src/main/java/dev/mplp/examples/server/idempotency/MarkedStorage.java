package dev.mplp.examples.server.idempotency;

import dev.mplp.examples.server.storage.StorageView;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The storage as one request sees it: what it changes first takes a mark along, in the same commit.
 *
 * <ol>
 *   <li>Until a set is committed, each one that is tried has the mark, which conflicts when it is
 *       there already. So of all requests that bring the same mark, one changes something.
 *   <li>A conflict may be about something else; then the call reads again and tries another set, as
 *       it does without a mark. Only when the mark is there the call ends.
 *   <li>A commit of unknown outcome is repeated with the same id, and the storage knows it: the
 *       mark is made of the set again, but a set that was committed is not looked at twice.
 *   <li>Whatever follows is committed as it is: it carries on what the marked set has begun.
 * </ol>
 *
 * <p>Commits come from the thread of the request.
 */
final class MarkedStorage extends StorageView {

  private final UnaryOperator<ChangeSet> mark;
  private final BooleanSupplier taken;
  private volatile @Nullable ChangeSet first;

  /**
   * Over the storage.
   *
   * @param mark the set with the mark
   * @param taken whether the mark is there
   */
  MarkedStorage(Storage storage, UnaryOperator<ChangeSet> mark, BooleanSupplier taken) {
    super(storage);
    this.mark = mark;
    this.taken = taken;
  }

  /** What was changed first, without the mark; null as long as nothing was. */
  @Nullable ChangeSet first() {
    return first;
  }

  /** One after the other until one is committed, as any of them may conflict. */
  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    List<CommitResult> results = new ArrayList<>(sets.size());
    while (first == null && results.size() < sets.size()) {
      results.add(tried(sets.get(results.size())));
    }
    if (results.size() < sets.size()) {
      results.addAll(storage().commit(sets.subList(results.size(), sets.size())));
    }
    return results;
  }

  private CommitResult tried(ChangeSet set) {
    CommitResult result = storage().commit(mark.apply(set));
    if (result.isCommitted()) {
      first = set;
    } else if (taken.getAsBoolean()) {
      throw new KeyTakenException();
    }
    return result;
  }
}
