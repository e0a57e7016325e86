package dev.mplp.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.postgres.testing.PostgresServer;
import dev.mplp.rabbitmq.testing.RabbitMqServer;
import dev.mplp.runtime.EventsOut;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventDelivery;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.EventGroups.Subscription;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.Storage;
import dev.mplp.spi.UnacceptableEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Events of a database are sent to a group again, and dead letters handled, from the command line.
 */
@Timeout(120)
class EventsCommandTest {

  private static final RabbitMqServer RABBIT = RabbitMqServer.shared();

  private final String group = "cli-" + UUID.randomUUID();
  private final List<EventDelivery> taken = new CopyOnWriteArrayList<>();
  private PostgresServer server;
  private Mplp application;
  private EventBroker broker;
  private Subscription subscription;
  private volatile boolean strict;

  @BeforeEach
  void start() {
    server = PostgresServer.start("fsync=off");
    Storage storage = MplpRuntime.open(server.url(), Map.of());
    application = MplpRuntime.builder().ownedStorage(storage).build();
    for (int i = 0; i < 3; i++) {
      Context context = application.contexts().open("Loan " + i, Root.of("finance", "test"));
      application.contexts().suspend(context.contextId(), null);
    }
    until("positions are given", () -> storage.log().head() == 6);
    broker = EventsOut.broker(RABBIT.url(), Map.of());
    subscription =
        broker
            .groups()
            .subscribe(
                EventGroup.of(group, "only.by.replay"),
                delivery -> {
                  if (strict && position(delivery).equals("2")) {
                    throw new UnacceptableEventException("no loan", null);
                  }
                  taken.add(delivery);
                });
    until("the group is there", subscription::isReady);
  }

  @AfterEach
  void stop() {
    subscription.close();
    broker.close();
    application.close(Duration.ofSeconds(5));
    server.close();
  }

  private static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what + ", in time").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static String position(EventDelivery delivery) {
    return String.valueOf(delivery.message().attributes().get(EventMessage.POSITION));
  }

  private CommandLineRun events(String... words) {
    List<String> arguments = new ArrayList<>(List.of("events"));
    arguments.addAll(Arrays.asList(words));
    arguments.addAll(List.of("--broker", RABBIT.url()));
    return CommandLineRun.of(arguments.toArray());
  }

  private CommandLineRun replay(String... words) {
    List<String> arguments = new ArrayList<>(List.of("replay", group));
    arguments.addAll(List.of("--database", server.url(), "--pattern", "*.event.*"));
    arguments.addAll(Arrays.asList(words));
    return events(arguments.toArray(String[]::new));
  }

  @Test
  void events_areSentAgain_inParts() {
    CommandLineRun first = replay("--limit", "2");
    assertThat(first.exit()).as(first.err()).isEqualTo(ExitCode.FAILED);
    assertThat(first.out()).isEqualTo("2 messages, up to position 2\n");
    assertThat(first.err()).contains("go on with --after 2");

    CommandLineRun rest = replay("--after", "2");
    assertThat(rest.exit()).as(rest.err()).isEqualTo(ExitCode.OK);
    assertThat(rest.out()).isEqualTo("4 messages, up to position 6\n");

    until("they arrive", () -> taken.size() >= 6);
    assertThat(taken)
        .extracting(EventsCommandTest::position)
        .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
    assertThat(taken).allMatch(EventDelivery::replayed);

    CommandLineRun future = replay("--since", "2999-01-01T00:00:00Z");
    assertThat(future.out()).isEqualTo("0 messages, up to position 6\n");
  }

  @Test
  void deadLetters_areShown_andGivenAgain() {
    strict = true;
    assertThat(replay().exit()).isEqualTo(ExitCode.OK);
    until("the others arrive", () -> taken.size() >= 5);
    until("it is dead", () -> broker.groups().deadLetters(group, 10).size() == 1);

    CommandLineRun text = events("dead-letters", group);
    assertThat(text.exit()).as(text.err()).isEqualTo(ExitCode.OK);
    assertThat(text.out()).contains("1 attempts").contains("no loan");
    JsonObject letter = events("dead-letters", group, "--format", "json").json().get(0);
    assertThat(letter.string("reason")).contains("no loan");
    assertThat(letter.find("attempts").orElseThrow().asLong()).isEqualTo(1);

    strict = false;
    CommandLineRun again = events("redeliver", group);
    assertThat(again.out()).isEqualTo("1 messages\n");
    until("it arrives", () -> taken.stream().anyMatch(one -> position(one).equals("2")));
    assertThat(events("dead-letters", group).out()).isEmpty();
  }

  @Test
  void whatCannotBeDone_isTold() {
    CommandLineRun nobody =
        events("replay", "nobody-" + UUID.randomUUID(), "--database", server.url());
    assertThat(nobody.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(nobody.err()).contains("REPLAY_STOPPED").contains("after position 0");
    assertThat(events("dead-letters", "nobody-" + UUID.randomUUID()).exit())
        .isEqualTo(ExitCode.FAILED);
    assertThat(replay("--since", "yesterday").err()).contains("--since is a time like");
    assertThat(replay("--since", "2026-01-01T00:00:00Z", "--after", "1").err())
        .contains("not both");
    CommandLineRun name = events("dead-letters", "a b");
    assertThat(name.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(name.err()).contains("a b");
    CommandLineRun scheme =
        CommandLineRun.of("events", "dead-letters", group, "--broker", "kafka://x");
    assertThat(scheme.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(scheme.err()).contains("scheme kafka");
    assertThat(events("redeliver", group, "--limit", "0").exit()).isEqualTo(ExitCode.UNUSABLE);
  }
}
