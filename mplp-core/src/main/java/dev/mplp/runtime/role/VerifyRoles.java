package dev.mplp.runtime.role;

import dev.mplp.context.Verification.Finding;
import dev.mplp.model.ContextId;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Pause;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.LogTruncatedException;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Optional;

/**
 * Compares what is stored of a tenant's roles with what its log tells: the roles, their names, what
 * they inherit and exclude, who holds them, and the index values by which all of that is found.
 *
 * <p>So many assignments are rebuilt at once as {@link #AT_ONCE} says; with more of them the log is
 * read several times.
 */
public final class VerifyRoles {

  /** How many assignments are held in memory, unless told otherwise. */
  static final int AT_ONCE = 100_000;

  private static final String SYSTEM = "system";
  private static final int PAGE = 500;
  private static final int TRIES = 5;

  /** So often it is looked whether every record has its position; 2 s together. */
  private static final int LOOKS = 200;

  private static final long REST = 10;

  private final Storage storage;
  private final String tenant;
  private final RoleReader reader;
  private final int atOnce;

  /**
   * What is wrong with the roles of the caller's tenant, if this is its system Context, with which
   * they go; else nothing.
   *
   * @throws dev.mplp.PermissionDeniedException when the caller may not see roles and assignments
   */
  public static List<Finding> ofSystem(Caller caller, ContextId contextId) {
    DocumentKey key = new DocumentKey(caller.tenant(), Kinds.SYSTEM_CONTEXT, SYSTEM);
    boolean isSystem =
        caller
            .storage()
            .get(key)
            .filter(mark -> Wire.value(mark.body()).asString().equals(contextId.value()))
            .isPresent();
    if (!isSystem) {
      return List.of();
    }
    caller.may("role.read", null);
    caller.may("role.read_assignments", null);
    return new VerifyRoles(caller.storage(), caller.tenant(), AT_ONCE).findings();
  }

  VerifyRoles(Storage storage, String tenant, int atOnce) {
    this.storage = storage;
    this.tenant = tenant;
    this.reader = new RoleReader(storage, tenant);
    this.atOnce = atOnce;
  }

  /** What is wrong; while roles are changed all the time, what is found may be two states. */
  public List<Finding> findings() {
    for (int i = 1; ; i++) {
      RolePosition before = reader.position();
      List<Finding> findings = found();
      if (findings.isEmpty() || i == TRIES || reader.position().equals(before)) {
        return findings;
      }
    }
  }

  private List<Finding> found() {
    for (int i = 0; i < LOOKS && storage.log().lag() > 0; i++) {
      Pause.millis(REST);
    }
    try {
      for (int parts = 1; ; parts *= 2) {
        Optional<List<Finding>> findings = compared(parts);
        if (findings.isPresent()) {
          return findings.get();
        }
      }
    } catch (LogTruncatedException e) {
      String kept = "the log keeps only records from position " + e.oldest() + " on";
      return List.of(new Finding("pruned", "roles", kept + ": they are not compared", false));
    }
  }

  /** Empty when a part has more assignments than are held at once. */
  private Optional<List<Finding>> compared(int parts) {
    RoleFindings findings = new RoleFindings(storage, tenant);
    for (int part = 0; part < parts; part++) {
      RoleReplay replay = new RoleReplay(part, parts);
      if (!replay(replay)) {
        return Optional.empty();
      }
      findings.compare(replay);
    }
    return Optional.of(findings.found());
  }

  private boolean replay(RoleReplay replay) {
    long after = 0;
    List<LogRecord> page;
    do {
      page = storage.log().read(tenant, null, after, PAGE);
      for (LogRecord record : page) {
        replay.accept(record);
        after = record.position();
      }
    } while (page.size() == PAGE && replay.assignments().size() <= atOnce);
    return replay.assignments().size() <= atOnce;
  }
}
