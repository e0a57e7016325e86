package dev.mplp.postgres;

import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.EventLog;
import dev.mplp.spi.Item;
import dev.mplp.spi.Leases;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers;
import dev.mplp.spi.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A storage on a {@link Database}, whichever connections that has: the place where the parts are
 * put together. Who extends it says how others are told of a commit.
 */
abstract class DatabaseStorage implements Storage {

  private final Database database;
  private final Documents documents;
  private final Committer committer;
  private final PostgresWork work;
  private final PostgresLog log;
  private final PostgresTimers timers;
  private final PostgresLeases leases;
  private final String now;

  /**
   * Puts the parts together.
   *
   * @param signals is told what was committed
   */
  DatabaseStorage(Database database, RecordIds ids, Consumer<Set<Signal>> signals) {
    this.database = database;
    Sql sql = database.sql();
    Executions executions = new Executions(sql);
    Readiness readiness = new Readiness(sql);
    StepLimits limits = new StepLimits(sql);
    documents = new Documents(database);
    committer = new Committer(database, executions, readiness, limits, signals);
    work = new PostgresWork(database, executions, readiness, limits, signals);
    log = new PostgresLog(database, ids);
    timers = new PostgresTimers(database);
    leases = new PostgresLeases(database);
    now = sql.of("select {now}");
  }

  final Database database() {
    return database;
  }

  /** How many callers wait for their turn to commit. */
  final int waitingToCommit() {
    return committer.waiting();
  }

  @Override
  public final Instant now() {
    return database.call(
        connection -> new Query(now).first(connection, Row::instant).orElseThrow());
  }

  @Override
  public final Optional<Document> get(DocumentKey key) {
    return documents.get(key);
  }

  @Override
  public final List<Document> list(DocumentQuery query) {
    return documents.list(query);
  }

  @Override
  public final int count(DocumentQuery query, int max) {
    return documents.count(query, max);
  }

  @Override
  public final List<String> tenants(String after, int limit) {
    return documents.tenants(after, limit);
  }

  @Override
  public final List<Item> items(DocumentKey owner, long after, int limit) {
    return documents.items(owner, after, limit);
  }

  @Override
  public final List<CommitResult> commit(List<ChangeSet> sets) {
    return committer.commit(sets);
  }

  @Override
  public final Exchange exchange(
      List<ChangeSet> sets, UUID worker, @Nullable Set<String> roles, int max) {
    if (sets.isEmpty() || max <= 0 || work.claimsAlone(worker) || !Committer.arePlain(sets)) {
      return Storage.super.exchange(sets, worker, roles, max);
    }
    return work.exchange(committer.plainSets(), sets, worker, roles, max);
  }

  @Override
  public final Work work() {
    return work;
  }

  @Override
  public final EventLog log() {
    return log;
  }

  @Override
  public final Timers timers() {
    return timers;
  }

  @Override
  public final Leases leases() {
    return leases;
  }
}
