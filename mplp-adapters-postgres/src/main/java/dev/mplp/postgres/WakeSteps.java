package dev.mplp.postgres;

import dev.mplp.spi.Storage.Signal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Lets DELAYED and PARKED steps go on whose time has come. */
final class WakeSteps {

  /** At most so many steps are looked at in one transaction. */
  private static final int BATCH = 500;

  private final Database database;
  private final Executions executions;
  private final Readiness readiness;
  private final Consumer<Set<Signal>> signals;
  private final String due;
  private final String wake;

  WakeSteps(
      Database database,
      Executions executions,
      Readiness readiness,
      Consumer<Set<Signal>> signals) {
    this.database = database;
    this.executions = executions;
    this.readiness = readiness;
    this.signals = signals;
    Sql sql = database.sql();
    due =
        sql.of(
            """
            select distinct execution from (
              select execution from {step_run}
               where wake_at <= {now} and state in ({DELAYED}, {PARKED})
               order by wake_at limit ?) d""");
    wake =
        sql.of(
            """
            update {step_run} set state = {HELD}, wake_at = null
             where execution = any(?) and wake_at <= {now} and state in ({DELAYED}, {PARKED})""");
  }

  /**
   * Lets those go on whose execution nobody has locked; the others come next time.
   *
   * @return true when a step became claimable
   */
  boolean run() {
    boolean claimable = database.transactRepeatable(this::wake);
    if (claimable) {
      signals.accept(EnumSet.of(Signal.WORK));
    }
    return claimable;
  }

  private boolean wake(Connection connection, Pipeline last) throws SQLException {
    List<Long> nums = new Query(due).with(BATCH).list(connection, Row::big);
    List<LockedExecution> locked = executions.lockFree(connection, nums);
    if (locked.isEmpty()) {
      return false;
    }
    new Query(wake).withLongs(locked.stream().map(e -> e.num).toList()).update(connection);
    Touched touched = new Touched();
    locked.forEach(execution -> touched.handBack(execution.key));
    return readiness.settleDown(connection, touched, locked, last);
  }
}
