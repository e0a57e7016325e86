package dev.mplp.examples.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ExecutionId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas whose steps are done by agents in Java and in Node.js over RabbitMQ. The broker,
 * Redis with all its data, the replica that relays events and agents of both kinds are killed again
 * and again: every plan is completed, every effect happens once, and a subscriber gets every event,
 * in order within a Context.
 */
class KilledRemoteTest {

  private static final boolean FULL = Boolean.getBoolean("mplp.full");
  private static final int PLANS = FULL ? 500 : 25;
  private static final int STEPS = 4;
  private static final int TOTAL = PLANS * STEPS;
  private static final int CONTEXTS = 10;

  /** What one death leaves undone at most, several times over. */
  private static final int REPEATS_A_KILL = 40;

  private static final int EFFECTS_A_KILL = FULL ? 80 : 16;

  @TempDir Path logs;

  @Test
  void killedServersReplicaAndAgents_loseNothing_andDoNothingTwice() throws Exception {
    long seed = FULL ? System.nanoTime() : 20261123;
    System.out.println("seed " + seed);
    try (KillServer server = new KillServer()) {
      KillServer.Database database = server.create();
      Effects effects = new Effects(database.jdbcUrl());
      effects.create();
      int kills = 0;
      try (RemoteCast cast = new RemoteCast(database, effects, logs)) {
        Subscriber subscriber = cast.subscriber();
        List<Context> contexts = new ArrayList<>();
        List<ExecutionId> executions = start(database, contexts, new Random(seed));
        cast.start();
        for (int done = EFFECTS_A_KILL; done < TOTAL; done += EFFECTS_A_KILL) {
          await(effects, done);
          cast.disturb(kills++);
        }
        await(effects, TOTAL);
        try (Mplp mplp = database.observer()) {
          awaitEnd(mplp, executions);
          int events = 0;
          for (Context context : contexts) {
            events += subscriber.awaitAll(mplp, context.contextId());
          }
          Aftermath aftermath = new Aftermath(mplp, true);
          executions.forEach(aftermath::check);
          mplp.close(Duration.ofSeconds(1));
          report(cast, effects, events, subscriber.received());
        }
      }
      assertThat(effects.number("select count(*) from effect")).isEqualTo(TOTAL);
      assertThat(effects.number("select n from effect_total")).isEqualTo(TOTAL);
      assertThat(effects.number("select count(*) from effect_call"))
          .isBetween((long) TOTAL, TOTAL + (long) kills * REPEATS_A_KILL);
      for (String kind : List.of("replica", "java", "node")) {
        assertThat(
                effects.number(
                    "select count(*) from effect where worker like '%s-%%'".formatted(kind)))
            .as("steps done by " + kind)
            .isPositive();
      }
      effects.close();
    }
  }

  private static void report(RemoteCast cast, Effects effects, int events, int received)
      throws Exception {
    System.out.printf(
        "%d plans, %d steps, %s; %d calls of handlers; %d events, received %d times%n",
        PLANS,
        TOTAL,
        cast.killed(),
        effects.number("select count(*) from effect_call"),
        events,
        received);
  }

  private static void await(Effects effects, long goal) {
    Waiting.until(
        goal + " steps had their effect",
        () -> effects.number("select n from effect_total") >= goal);
  }

  /** Plans of four steps, of which one is done by a replica itself. */
  private static List<ExecutionId> start(
      KillServer.Database database, List<Context> contexts, Random random) {
    List<ExecutionId> executions = new ArrayList<>();
    try (Mplp mplp = database.observer()) {
      for (int i = 0; i < CONTEXTS; i++) {
        contexts.add(mplp.contexts().open("Remote " + i, Root.of("test", "test")));
      }
      for (int i = 0; i < PLANS; i++) {
        PlanBuilder plan =
            Plan.builder(contexts.get(i % CONTEXTS).contextId(), "Plan " + i, "Survives");
        int local = random.nextInt(STEPS);
        for (int step = 0; step < STEPS; step++) {
          int at = step;
          plan.step(
              "step " + step,
              draft -> {
                draft.role(at == local ? ReplicaProcess.LOCAL : RemoteCast.REMOTE);
                if (at > 0 && random.nextInt(3) > 0) {
                  draft.after("step " + random.nextInt(at));
                }
              });
        }
        Plan created = mplp.plans().create(plan.build());
        executions.add(mplp.plans().execute(created.planId()).executionId());
      }
    }
    return executions;
  }

  private static void awaitEnd(Mplp mplp, List<ExecutionId> executions) {
    for (ExecutionId id : executions) {
      Waiting.until(
          id + " ended", () -> mplp.plans().execution(id).snapshot().state().isTerminal());
    }
  }
}
