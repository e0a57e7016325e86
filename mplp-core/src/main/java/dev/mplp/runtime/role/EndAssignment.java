package dev.mplp.runtime.role;

import dev.mplp.model.AssignmentId;
import dev.mplp.model.JsonString;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentFilter;
import dev.mplp.runtime.event.RoleRecords;
import dev.mplp.runtime.event.RoleRecords.End;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes assignments that count no more: those whose time is over, and those that were delegated
 * from one that is gone. Nobody waits for it: what holds a role is decided without. It keeps the
 * storage and the log in order.
 */
public final class EndAssignment {

  private static final Logger LOG = LoggerFactory.getLogger(EndAssignment.class);
  private static final int BATCH = 50;
  private static final String BY = "system";

  private final Storage storage;
  private final Commits commits;
  private final RolePolicy policy;

  /** Removes them in this storage. */
  public EndAssignment(Storage storage, Commits commits, RolePolicy policy) {
    this.storage = storage;
    this.commits = commits;
    this.policy = policy;
  }

  /** What removes an assignment, and sees to it that what was delegated from it follows. */
  static List<Change> changes(Assignment gone, LogEntry record, Instant now) {
    List<Change> done = new ArrayList<>();
    String id = gone.assignmentId().value();
    done.add(AssignmentDocuments.delete(gone));
    done.add(new Change.AppendLog(record));
    if (gone.expiresAt() != null) {
      done.add(new Change.RemoveTimer(Kinds.TIMER_ASSIGNMENT, id));
    }
    if (gone.delegable() > 0) {
      done.add(new Change.PutTimer(Kinds.TIMER_DELEGATED, id, now, Wire.bytes(new JsonString(id))));
    }
    return done;
  }

  /** The time of an assignment is over. */
  public void onExpiry(Timer timer) {
    RoleReader reader = new RoleReader(storage, timer.tenant());
    commits.apply(
        "assignment " + timer.id(),
        () -> {
          RolePosition next = reader.position().next(false);
          Optional<Assignment> found = reader.assignment(AssignmentId.of(timer.id()));
          if (found.isEmpty()) {
            return new Commits.Change<>(null, false); // revoked, and the timer with it
          }
          LogEntry record =
              RoleRecords.ended(found.get(), End.EXPIRED, "its time is over", BY, next.version());
          return new Commits.Change<>(
              ChangeSet.builder(timer.tenant())
                  .addAll(changes(found.get(), record, storage.now()))
                  .add(next.put())
                  .build(),
              true);
        });
    policy.changed(timer.tenant());
  }

  /** An assignment is gone, from which others may have been delegated. */
  public void onSourceGone(Timer timer) {
    RoleReader reader = new RoleReader(storage, timer.tenant());
    AssignmentFilter filter = AssignmentFilter.delegatedFrom(AssignmentId.of(timer.id()));
    while (endedSome(timer, reader, filter)) {
      policy.changed(timer.tenant());
    }
    ChangeSet done =
        ChangeSet.builder(timer.tenant())
            .add(new Change.RemoveTimer(timer.kind(), timer.id()))
            .build();
    if (!commits.commit(done).isCommitted()) {
      LOG.debug("timer {} was removed by somebody else", timer.id());
    }
  }

  private boolean endedSome(Timer timer, RoleReader reader, AssignmentFilter filter) {
    return commits.apply(
        "what was delegated from assignment " + timer.id(),
        () -> {
          RolePosition next = reader.position().next(false);
          List<Assignment> delegated = reader.assignments(filter, BATCH);
          return delegated.isEmpty()
              ? new Commits.Change<>(null, false)
              : new Commits.Change<>(ending(timer, delegated, next), true);
        });
  }

  private ChangeSet ending(Timer timer, List<Assignment> delegated, RolePosition next) {
    ChangeSet.Builder set = ChangeSet.builder(timer.tenant());
    for (Assignment one : delegated) {
      LogEntry record =
          RoleRecords.ended(
              one,
              End.SOURCE_GONE,
              "assignment " + timer.id() + ", from which it was delegated, is gone",
              BY,
              next.version());
      set.addAll(changes(one, record, storage.now()));
    }
    return set.add(next.put()).build();
  }
}
