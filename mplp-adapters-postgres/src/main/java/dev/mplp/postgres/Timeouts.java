package dev.mplp.postgres;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the server lets our own connections wait. {@link PostgresStorageBuilder} has the
 * defaults and their reasons.
 *
 * @param statement for one statement
 * @param lock for one lock
 * @param idleTransaction between two statements of a transaction
 */
record Timeouts(Duration statement, Duration lock, Duration idleTransaction) {

  static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10));

  Timeouts {
    check("the statement timeout", statement);
    check("the lock timeout", lock);
    check("the idle transaction timeout", idleTransaction);
  }

  private static void check(String name, Duration duration) {
    if (duration.toMillis() < 1 || duration.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(name + " is from 1 millisecond to 1 day, not " + duration);
    }
  }

  Timeouts withStatement(Duration longest) {
    return new Timeouts(longest, lock, idleTransaction);
  }

  Timeouts withLock(Duration longest) {
    return new Timeouts(statement, longest, idleTransaction);
  }

  Timeouts withIdleTransaction(Duration longest) {
    return new Timeouts(statement, lock, longest);
  }

  /** As settings of the server. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("statement_timeout", statement.toMillis() + "ms");
    settings.put("lock_timeout", lock.toMillis() + "ms");
    settings.put("idle_in_transaction_session_timeout", idleTransaction.toMillis() + "ms");
    return settings;
  }
}
