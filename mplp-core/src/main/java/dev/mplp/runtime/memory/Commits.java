package dev.mplp.runtime.memory;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.CommitResult.Committed;
import dev.mplp.spi.CommitResult.Conflict;
import dev.mplp.spi.DocumentKey;
import org.jspecify.annotations.Nullable;

/** Applies change sets: first every change is checked, then, if all pass, every change is made. */
final class Commits {

  /** How many sets can be repeated at least; nothing in memory loses an answer by itself. */
  private static final int REMEMBERED = 100_000;

  private final Documents documents;
  private final Items items;
  private final MemoryTimers timers;
  private final MemoryLog log;
  private final Executions executions;
  private final RecentIds committed = new RecentIds(REMEMBERED);

  Commits(
      Documents documents, Items items, MemoryTimers timers, MemoryLog log, Executions executions) {
    this.documents = documents;
    this.items = items;
    this.timers = timers;
    this.log = log;
    this.executions = executions;
  }

  /** Under the lock. */
  CommitResult commit(ChangeSet set) {
    if (committed.contains(set.id())) {
      return Committed.INSTANCE;
    }
    for (Change change : set.changes()) {
      CommitResult refusal = refuse(set.tenant(), change);
      if (refusal != null) {
        return refusal;
      }
    }
    for (Change change : set.changes()) {
      if (change instanceof Change.ReviseExecution revision) {
        executions.apply(set.tenant(), revision);
      }
    }
    for (Change change : set.changes()) {
      if (change instanceof Change.SettleStep settle) {
        executions.apply(set.tenant(), settle);
      }
    }
    for (Change change : set.changes()) {
      apply(set.tenant(), change);
    }
    committed.add(set.id());
    return Committed.INSTANCE;
  }

  private @Nullable CommitResult refuse(String tenant, Change change) {
    if (change instanceof Change.SettleStep settle) {
      return executions.refuse(tenant, settle);
    } else if (change instanceof Change.PutDocument put) {
      return refuseVersion(tenant, put.kind(), put.id(), put.expectedVersion());
    } else if (change instanceof Change.CheckDocument check) {
      return refuseVersion(tenant, check.kind(), check.id(), check.expectedVersion());
    } else if (change instanceof Change.DeleteDocument delete) {
      return refuseVersion(tenant, delete.kind(), delete.id(), delete.expectedVersion());
    } else if (change instanceof Change.AppendItems append) {
      DocumentKey owner = new DocumentKey(tenant, append.kind(), append.id());
      return items.anyTaken(owner, append) ? conflict("items", append.kind(), append.id()) : null;
    } else if (change instanceof Change.PutItem put) {
      DocumentKey owner = new DocumentKey(tenant, put.kind(), put.id());
      long version = items.version(owner, put.sequence());
      return version == 0 || version != put.expectedVersion()
          ? conflict("item", put.kind(), put.id() + '/' + put.sequence())
          : null;
    } else if (change instanceof Change.RemoveTimer remove) {
      return timers.isSet(tenant, remove.kind(), remove.id())
          ? null
          : conflict("timer", remove.kind(), remove.id());
    } else if (change instanceof Change.StartExecution start) {
      return executions.refuse(tenant, start);
    } else if (change instanceof Change.ControlExecution control) {
      return executions.refuse(tenant, control);
    } else if (change instanceof Change.ReopenExecution reopen) {
      return executions.refuse(tenant, reopen);
    } else if (change instanceof Change.RemoveExecution removal) {
      return executions.refuse(tenant, removal);
    } else if (change instanceof Change.ReviseExecution revision) {
      return executions.refuse(tenant, revision);
    }
    return null;
  }

  private @Nullable Conflict refuseVersion(String tenant, String kind, String id, long expected) {
    return documents.version(new DocumentKey(tenant, kind, id)) == expected
        ? null
        : conflict("document", kind, id);
  }

  private static Conflict conflict(String what, String kind, String id) {
    return new Conflict(what + ' ' + kind + '/' + id);
  }

  /** Makes a change other than a settlement. */
  private void apply(String tenant, Change change) {
    if (change instanceof Change.AppendLog append) {
      log.append(tenant, append.entry());
    } else if (change instanceof Change.RedactRecord redaction) {
      log.redact(tenant, redaction);
    } else if (change instanceof Change.PutDocument put) {
      documents.put(new DocumentKey(tenant, put.kind(), put.id()), put);
    } else if (change instanceof Change.DeleteDocument delete) {
      DocumentKey key = new DocumentKey(tenant, delete.kind(), delete.id());
      documents.delete(key);
      items.delete(key);
    } else if (change instanceof Change.AppendItems append) {
      items.append(new DocumentKey(tenant, append.kind(), append.id()), append);
    } else if (change instanceof Change.PutItem put) {
      items.put(new DocumentKey(tenant, put.kind(), put.id()), put);
    } else if (change instanceof Change.PutTimer put) {
      timers.put(tenant, put);
    } else if (change instanceof Change.RemoveTimer remove) {
      timers.remove(tenant, remove.kind(), remove.id());
    } else if (change instanceof Change.StartExecution start) {
      executions.apply(tenant, start);
    } else if (change instanceof Change.ContinueStep go) {
      executions.apply(tenant, go);
    } else if (change instanceof Change.ControlExecution control) {
      executions.apply(tenant, control);
    } else if (change instanceof Change.ReopenExecution reopen) {
      executions.apply(tenant, reopen);
    } else if (change instanceof Change.RemoveExecution removal) {
      executions.apply(tenant, removal);
    } else if (change instanceof Change.LimitSteps limit) {
      executions.apply(tenant, limit);
    }
  }
}
