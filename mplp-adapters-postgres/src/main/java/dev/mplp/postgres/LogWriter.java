package dev.mplp.postgres;

import dev.mplp.spi.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects records of the log and writes them with one statement.
 *
 * <p>The transaction must have locked or written something before: a sequence number may only be
 * drawn by a transaction that has an id, or {@link Sequencer} could take a late record for one that
 * will never come.
 */
final class LogWriter {

  static final String INSERT =
      """
      insert into {log} (tenant, at, type, context_id, execution_id, run_id, step_id, attempt, body)
      """;

  private final List<String> tenant = new ArrayList<>();
  private final List<String> type = new ArrayList<>();
  private final List<@Nullable String> contextId = new ArrayList<>();
  private final List<@Nullable UUID> executionId = new ArrayList<>();
  private final List<@Nullable UUID> runId = new ArrayList<>();
  private final List<@Nullable UUID> stepId = new ArrayList<>();
  private final List<Integer> attempt = new ArrayList<>();
  private final List<byte[]> body = new ArrayList<>();

  static String statement(Sql sql) {
    return sql.of(
        INSERT
            + """
              select n.tenant, {now}, n.type, n.context_id, n.execution_id, n.run_id, n.step_id,
                     n.attempt, n.body
                from unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[],
                            ?::int[], ?::bytea[])
                     as n(tenant, type, context_id, execution_id, run_id, step_id, attempt, body)""");
  }

  void add(String ofTenant, LogEntry entry) {
    tenant.add(ofTenant);
    type.add(entry.type());
    contextId.add(entry.contextId());
    executionId.add(entry.executionId());
    runId.add(entry.runId());
    stepId.add(entry.stepId());
    attempt.add(entry.attempt());
    body.add(entry.body());
  }

  boolean isEmpty() {
    return tenant.isEmpty();
  }

  /** Adds the statement when there is something to write. */
  void write(Pipeline pipeline, String statement) {
    if (!isEmpty()) {
      pipeline.update(
          new Query(statement)
              .withTexts(tenant)
              .withTexts(type)
              .withTexts(contextId)
              .withUuids(executionId)
              .withUuids(runId)
              .withUuids(stepId)
              .withInts(attempt)
              .withBodies(body));
    }
  }
}
