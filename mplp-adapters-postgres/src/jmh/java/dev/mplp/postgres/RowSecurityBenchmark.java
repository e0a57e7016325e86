package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.LogEntry;
import dev.mplp.spi.Phase;
import dev.mplp.spi.StepState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one caller pays for row-level security, on a private server that does not wait for disks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
public class RowSecurityBenchmark {

  /** Whether it is on. */
  @Param({"false", "true"})
  public boolean guarded;

  private PostgresServer server;
  private PostgresStorage storage;
  private long next;

  /** Two tenants with 5,000 documents each. */
  @Setup
  public void open() {
    server = PostgresServer.start("fsync=off");
    storage = PostgresStorage.builder(server.url()).rowSecurity(guarded).open();
    for (int i = 0; i < 10_000; i++) {
      storage.commit(document(i % 2 == 0 ? "acme" : "other", Integer.toString(i)));
    }
  }

  private static ChangeSet document(String tenant, String id) {
    return ChangeSet.builder(tenant)
        .add(new Change.PutDocument("k", id, 0, new byte[500], Map.of("status", "draft")))
        .add(new Change.AppendLog(LogEntry.of("t", "c", "x".getBytes(UTF_8))))
        .build();
  }

  /** Ends the server. */
  @TearDown
  public void close() {
    storage.close();
    server.close();
  }

  /** One document. */
  @Benchmark
  public Optional<Document> get() {
    return storage.get(new DocumentKey("acme", "k", "4000"));
  }

  /** A page of 50. */
  @Benchmark
  public List<Document> list() {
    return storage.list(new DocumentQuery("acme", "k", Map.of("status", "draft"), 1000, 50));
  }

  /** A new document and its record. */
  @Benchmark
  public CommitResult commit() {
    return storage.commit(document("acme", "new" + next++));
  }

  /** An execution of 1,000 steps in a row. */
  @Benchmark
  public CommitResult start() {
    List<Change.NewStep> steps =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    new Change.NewStep(
                        i,
                        UUID.randomUUID(),
                        "r",
                        i == 0 ? List.of() : List.of(i - 1),
                        StepState.WAITING,
                        new byte[100]))
            .toList();
    return storage.commit(
        ChangeSet.builder("acme")
            .add(
                new Change.StartExecution(
                    UUID.randomUUID(), "c", UUID.randomUUID(), 0, Phase.OPEN, steps))
            .build());
  }
}
