package dev.mplp.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.plan.Execution;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.Storage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What goes wrong with one step of an agent and must not hold up the others. */
public abstract class RemoteTroubleContract extends RemoteKit {

  /** Reading this document fails once, as when memory is short. */
  private final AtomicReference<String> broken = new AtomicReference<>();

  /** For the kits. */
  protected RemoteTroubleContract() {}

  @Override
  final Storage between(Storage storage) {
    return StorageTap.over(
        storage,
        call -> {
          if (call.name().equals("get")) {
            String id = ((DocumentKey) call.arguments()[0]).id();
            if (id.equals(broken.get())) {
              broken.set(null);
              throw new OutOfMemoryError("injected");
            }
          }
          return call.proceed();
        });
  }

  private static DocumentKey document(StepDelivery request) {
    String[] parts = request.message().id().split("/", -1);
    return new DocumentKey("default", "remote-step", parts[1] + '/' + parts[2] + '/' + parts[3]);
  }

  @Test
  void documentOfANewerVersion_holdsUpNothingElse_andIsTold() {
    work();
    Execution execution = start(2);
    StepDelivery one = request();
    StepDelivery other = request();
    one.done();
    other.done();
    Document stored = storage().get(document(one)).orElseThrow();
    CommitResult written =
        storage()
            .commit(
                ChangeSet.builder("default")
                    .add(
                        new Change.PutDocument(
                            stored.key().kind(),
                            stored.key().id(),
                            stored.version(),
                            "{\"v\":99}".getBytes(UTF_8),
                            Map.of()))
                    .build());
    assertThat(written.isCommitted()).isTrue();

    advance(OPTIONS.resendAfter().plusSeconds(1));
    StepDelivery again = request();
    assertThat(again.message().id()).isEqualTo(other.message().id());
    again.done();
    reply(completed(one, "{}"));
    reply(completed(other, "{}"));
    Eventually.until("the other is taken", () -> taken.equals(List.of("completed")));
    assertThat(mplp().health().parts())
        .anyMatch(
            part ->
                part.name().equals("agents")
                    && part.status() == Status.DEGRADED
                    && part.detail().contains("put back"));
    assertThat(agent.deadReplies(10)).isEmpty();
    execution.cancel("enough");
  }

  @Test
  void error_endsNoThread() {
    work();
    Execution execution = start(2);
    StepDelivery one = request();
    StepDelivery other = request();
    broken.set(document(one).id());
    answer(one, completed(one, "{}"));
    Eventually.until("reading it failed", () -> broken.get() == null);
    answer(other, completed(other, "{}"));

    Eventually.until("the other is taken", () -> taken.equals(List.of("completed")));
    execution.cancel("enough");
  }
}
