package dev.mplp.postgres;

import dev.mplp.dialog.MessageDraft;
import dev.mplp.model.DialogId;
import dev.mplp.model.NetworkId;
import dev.mplp.network.Network;
import dev.mplp.network.NetworkNode;
import dev.mplp.network.NodeKind;
import dev.mplp.network.TopologyType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one append costs at the beginning and at the end, of 100,000 messages to a dialog, nodes to
 * a network, segments to a trace, and steps to a plan, one after another. Read the counters: the
 * median of the first 1,000 and of the last 1,000 in nanoseconds. A thousand appends to another
 * object come first, so that the beginning is not that of the JVM.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class AppendBenchmark {

  /** Messages of a dialog. */
  @Benchmark
  public void messages(AppendBed bed, AppendMedians medians) {
    DialogId other = dialog(bed);
    DialogId dialog = dialog(bed);
    medians.measure(i -> send(bed, other, i), i -> send(bed, dialog, i));
  }

  private static DialogId dialog(AppendBed bed) {
    return bed.mplp().dialogs().open(bed.context().contextId()).dialogId();
  }

  private static void send(AppendBed bed, DialogId dialog, int number) {
    MessageDraft message = MessageDraft.agent("message " + number);
    if (bed.mplp().dialogs().send(dialog, message).sequence() != number) {
      throw new IllegalStateException("not in its place");
    }
  }

  /** Nodes of a network. */
  @Benchmark
  public void nodes(AppendBed bed, AppendMedians medians) {
    NetworkId other = network(bed);
    NetworkId network = network(bed);
    medians.measure(i -> add(bed, other), i -> add(bed, network));
  }

  private static NetworkId network(AppendBed bed) {
    Network network =
        Network.builder(bed.context().contextId(), "agents", TopologyType.MESH).build();
    return bed.mplp().networks().create(network).networkId();
  }

  private static void add(AppendBed bed, NetworkId network) {
    NetworkNode node = NetworkNode.builder(NodeKind.AGENT).build();
    if (bed.mplp().networks().addNode(network, node) == null) {
      throw new IllegalStateException("not added");
    }
  }

  /** Segments that handlers trace, a hundred in a commit, of ten thousand each at most. */
  @Benchmark
  public void segments(AppendBed bed, AppendMedians medians) {
    TracingSteps.execute(bed, 10 * AppendMedians.WINDOW);
    medians.of(TracingSteps.execute(bed, AppendMedians.COUNT), TracingSteps.BATCH);
  }

  /** Steps of a plan that grows by one with each step that is done. */
  @Benchmark
  public void steps(AppendBed bed, AppendMedians medians) {
    GrowingSteps.execute(bed, AppendMedians.WINDOW);
    int most = AppendMedians.COUNT - 1; // with the one that it begins with
    medians.of(GrowingSteps.execute(bed, most), 1);
  }
}
