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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link PostgresStorage#join}. */
final class JoinedStorage implements Storage {

  private final JoinedDatabase database;
  private final @Nullable Channel channel;
  private final Documents documents;
  private final Committer committer;
  private final Work work;
  private final EventLog log;
  private final Timers timers;
  private final Leases leases;
  private final String now;

  /**
   * A storage within the transaction.
   *
   * @param channel where others are told, null for nowhere
   */
  JoinedStorage(JoinedDatabase database, @Nullable Channel channel, RecordIds ids) {
    this.database = database;
    this.channel = channel;
    Sql sql = database.sql();
    now = sql.of("select {now}");
    Executions executions = new Executions(sql);
    Readiness readiness = new Readiness(sql);
    documents = new Documents(database);
    StepLimits limits = new StepLimits(database.sql());
    committer = new Committer(database, executions, readiness, limits, this::tell);
    work = new PostgresWork(database, executions, readiness, limits, this::tell);
    log = new PostgresLog(database, ids);
    timers = new PostgresTimers(database);
    leases = new PostgresLeases(database);
  }

  /** The server passes it on when the host commits, to this process as well. */
  private void tell(Set<Signal> signals) {
    Channel to = channel;
    if (to != null && !signals.isEmpty()) {
      database.call(
          connection ->
              new Query("select pg_notify(?, ?)")
                  .with(to.name())
                  .with(to.message(signals))
                  .list(connection, row -> row));
    }
  }

  @Override
  public Instant now() {
    return database.call(
        connection -> new Query(now).first(connection, Row::instant).orElseThrow());
  }

  @Override
  public Optional<Document> get(DocumentKey key) {
    return documents.get(key);
  }

  @Override
  public List<Document> list(DocumentQuery query) {
    return documents.list(query);
  }

  @Override
  public int count(DocumentQuery query, int max) {
    return documents.count(query, max);
  }

  @Override
  public List<String> tenants(String after, int limit) {
    return documents.tenants(after, limit);
  }

  @Override
  public List<Item> items(DocumentKey owner, long after, int limit) {
    return documents.items(owner, after, limit);
  }

  @Override
  public List<CommitResult> commit(List<ChangeSet> sets) {
    return committer.commit(sets);
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public EventLog log() {
    return log;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  /** What a runtime of its own would ask for first. */
  @Override
  public Registration onSignal(Consumer<Signal> listener) {
    throw new UnsupportedOperationException(
        "a storage within a transaction of the host runs no workers; use it as mplp.over(storage)");
  }

  /** Does nothing: the connection is the host's. */
  @Override
  public void close() {}
}
