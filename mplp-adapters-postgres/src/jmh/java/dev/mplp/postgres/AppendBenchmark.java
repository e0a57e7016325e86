package dev.mplp.postgres;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.model.DialogId;
import dev.mplp.model.NetworkId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.TopologyType;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What one append costs at the beginning and at the end: 100,000 messages to one dialog, 100,000
 * nodes to one network, one after another, through the services. Read the counters: the median of
 * the first 1,000 and of the last 1,000 in nanoseconds. A thousand appends to another object come
 * first, so that the beginning is not that of the JVM.
 *
 * <p>The PostgreSQL is private, and fsync is off: it is the work that is measured, not the disk.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class AppendBenchmark {

  private static final int COUNT = 100_000;
  private static final int WINDOW = 1_000;

  /** Where it is stored. */
  @Param({"memory", "postgres"})
  public String storage;

  private @Nullable PostgresServer server;
  private Mplp mplp;
  private Context context;

  /** What was measured. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Medians {
    /** Of the first 1,000. */
    public long firstNanos;

    /** Of the last 1,000. */
    public long lastNanos;
  }

  private interface Append {
    void run(int number);
  }

  /** Starts the runtime. */
  @Setup(Level.Trial)
  public void start() {
    MplpRuntime.Builder builder = MplpRuntime.builder();
    if (storage.equals("postgres")) {
      server = PostgresServer.start("fsync=off", "synchronous_commit=off");
      builder.ownedStorage(PostgresStorage.connect(server.url()));
    }
    mplp = builder.build();
    context = mplp.contexts().open("benchmark", Root.of("bench", "test"));
  }

  /** Stops everything. */
  @TearDown(Level.Trial)
  public void stop() {
    mplp.close(Duration.ofSeconds(10));
    if (server != null) {
      server.close();
    }
  }

  /** Messages of a dialog. */
  @Benchmark
  public void messages(Medians medians) {
    DialogId other = mplp.dialogs().open(context.contextId()).dialogId();
    DialogId dialog = mplp.dialogs().open(context.contextId()).dialogId();
    measure(medians, i -> send(other, i), i -> send(dialog, i));
  }

  private void send(DialogId dialog, int number) {
    if (mplp.dialogs().send(dialog, MessageDraft.agent("message " + number)).sequence() != number) {
      throw new IllegalStateException("not in its place");
    }
  }

  /** Nodes of a network. */
  @Benchmark
  public void nodes(Medians medians) {
    NetworkId other = network();
    NetworkId network = network();
    measure(medians, i -> add(other), i -> add(network));
  }

  private NetworkId network() {
    Network network = Network.builder(context.contextId(), "agents", TopologyType.MESH).build();
    return mplp.networks().create(network).networkId();
  }

  private void add(NetworkId network) {
    if (mplp.networks().addNode(network, NetworkNode.builder(NodeKind.AGENT).build()) == null) {
      throw new IllegalStateException("not added");
    }
  }

  private static void measure(Medians medians, Append warmUp, Append append) {
    for (int i = 0; i < WINDOW; i++) {
      warmUp.run(i);
    }
    long[] first = new long[WINDOW];
    long[] last = new long[WINDOW];
    for (int i = 0; i < COUNT; i++) {
      long begin = System.nanoTime();
      append.run(i);
      long nanos = System.nanoTime() - begin;
      if (i < WINDOW) {
        first[i] = nanos;
      } else if (i >= COUNT - WINDOW) {
        last[i - COUNT + WINDOW] = nanos;
      }
    }
    medians.firstNanos = median(first);
    medians.lastNanos = median(last);
  }

  private static long median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }
}
