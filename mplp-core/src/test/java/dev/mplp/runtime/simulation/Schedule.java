package dev.mplp.runtime.simulation;

import dev.mplp.ConflictException;
import dev.mplp.IllegalTransitionException;
import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalSummary;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.Principal;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Execution;
import dev.mplp.plan.ExecutionState;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanGraph;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.StepStatus;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.Storage;
import dev.mplp.spi.StorageException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One schedule, from the first commit to the last: processes that die and are replaced, somebody
 * who starts the plan and disturbs it, somebody who approves what is asked.
 */
final class Schedule {

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(40);
  private static final Principal BOSS = Principal.of("carol", "boss");

  private final Random random;
  private final Storage storage =
      FastTime.over(InMemoryStorage.builder().clock(FastTime.clock()).build());
  private final World world = new World();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Future<?>> closings = new ArrayList<>();
  private final ExecutorService closer;
  private final Context context =
      Context.builder(Root.of("lab", "test"), "Schedule").status(ContextStatus.ACTIVE).build();
  private final Scenario scenario;
  private final Deque<Scenario.Disturbance> disturbances;
  private final Deque<Fate> fates = new ArrayDeque<>();
  private int born;
  private int resumes;

  Schedule(long seed, ExecutorService closer) {
    this.closer = closer;
    this.random = new Random(~seed);
    this.scenario = Scenario.draw(seed, context.contextId());
    this.disturbances = new ArrayDeque<>(scenario.disturbances());
    for (int i = 0; i < scenario.deaths(); i++) {
      fates.add(Fate.draw(random));
    }
    this.resumes = random.nextInt(3);
  }

  /**
   * Runs it to its end and checks what is left behind.
   *
   * @return its log
   */
  List<LogRecord> run() throws Exception {
    try {
      for (int i = 0; i < scenario.nodes(); i++) {
        nodes.add(node(i));
      }
      long end = System.nanoTime() + LONGEST;
      persist(end, mplp -> createContext(mplp));
      persist(end, mplp -> createPlan(mplp));
      ExecutionId id = start(end);
      seeThrough(end, id);
      closeAll();
      return new Aftermath(storage, world, scenario, id).check();
    } finally {
      nodes.forEach(Node::kill);
      world.end();
      closeAll();
    }
  }

  private Node node(int number) {
    Fate fate = fates.isEmpty() ? Fate.LIVES : fates.poll();
    Random own = new Random(scenario.seed() * 31 + born++);
    boolean all = !scenario.splitRoles() || number == scenario.nodes() - 1;
    List<String> roles = List.of(all ? "" : "r" + number);
    try {
      boolean undoes = scenario.allUndo() || all;
      return new Node(storage, "node" + number, own, fate, world, roles, undoes);
    } catch (StorageException e) { // dead or cut off as soon as it began to claim
      return node(number);
    }
  }

  private void replaceTheGone() {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.isGone()) {
        closings.add(closer.submit(() -> node.mplp().close(Duration.ofMillis(3))));
        nodes.set(i, node(i));
      }
    }
  }

  private interface Deed {
    void on(Mplp mplp);
  }

  /** Asks one process after the other until one of them could do it. */
  private void persist(long end, Deed deed) {
    while (!attempted(deed)) {
      checkTime(end);
    }
  }

  /** True when it was done, or need not be done any more. */
  private boolean attempted(Deed deed) {
    replaceTheGone();
    Node node = nodes.get(random.nextInt(nodes.size()));
    try {
      deed.on(node.mplp());
      return true;
    } catch (IllegalTransitionException e) {
      return true; // somebody did it already, or it is over
    } catch (MplpException e) {
      return e.code().equals("ALREADY_EXISTS");
    }
  }

  private static void checkTime(long end) {
    if (System.nanoTime() > end) {
      throw new AssertionError("it does not come to its end");
    }
    LockSupport.parkNanos(2_000_000);
  }

  private void createContext(Mplp mplp) {
    mplp.contexts().create(context);
  }

  private void createPlan(Mplp mplp) {
    mplp.plans().create(scenario.plan());
  }

  private ExecutionId start(long end) {
    ExecutionId[] id = new ExecutionId[1];
    persist(
        end,
        mplp ->
            id[0] =
                mplp.plans().execute(scenario.plan().planId(), scenario.options()).executionId());
    return id[0];
  }

  private void seeThrough(long end, ExecutionId id) {
    long next = System.nanoTime();
    while (true) {
      checkTime(end);
      if (random.nextInt(3) == 0) {
        attempted(mplp -> decide(mplp.as(BOSS)));
      }
      if (!disturbances.isEmpty() && System.nanoTime() > next) {
        Scenario.Disturbance disturbance = disturbances.peek();
        if (attempted(mplp -> disturb(mplp, id, disturbance))) {
          disturbances.poll();
          next = System.nanoTime() + random.nextInt(40_000_000);
        }
      }
      ExecutionState[] state = new ExecutionState[] {ExecutionState.UNKNOWN};
      attempted(mplp -> state[0] = mplp.plans().execution(id).snapshot().state());
      if (state[0].isTerminal()
          && disturbances.isEmpty()
          && !resumed(id, state[0])
          && !operated(id, state[0])) {
        return;
      }
    }
  }

  /** What could not be undone is tried again, or given up. */
  private boolean operated(ExecutionId id, ExecutionState state) {
    if (state != ExecutionState.COMPENSATION_FAILED) {
      return false;
    }
    if (resumes-- > 0) {
      attempted(mplp -> mplp.compensations().retry(id, "again"));
    } else {
      attempted(mplp -> mplp.compensations().abandon(id, "enough"));
    }
    return true;
  }

  private boolean resumed(ExecutionId id, ExecutionState state) {
    if (state != ExecutionState.FAILED || resumes <= 0) {
      return false;
    }
    if (attempted(mplp -> mplp.plans().resume(id))) {
      resumes--;
    } else if (closed()) {
      return false;
    }
    return true;
  }

  private boolean closed() {
    return scenario.disturbances().contains(Scenario.Disturbance.CLOSE_CONTEXT);
  }

  private void decide(Mplp boss) {
    for (ApprovalSummary waiting : boss.confirms().inbox(null, 10).items()) {
      Approval asked = boss.confirms().get(waiting.confirmId());
      if (random.nextInt(5) == 0) {
        boss.confirms().reject(asked.confirm().confirmId(), "no");
      } else {
        boss.confirms().approve(asked.confirm().confirmId(), asked.digest(), null);
      }
    }
  }

  private void disturb(Mplp mplp, ExecutionId id, Scenario.Disturbance disturbance) {
    Execution execution = mplp.plans().execution(id);
    switch (disturbance) {
      case PAUSE -> execution.pause();
      case UNPAUSE -> execution.unpause();
      case SUSPEND -> mplp.contexts().suspend(context.contextId(), null);
      case ACTIVATE -> mplp.contexts().activate(context.contextId());
      case CANCEL -> execution.cancel("enough");
      case CLOSE_CONTEXT -> mplp.contexts().close(context.contextId(), null);
      case CHANGE_PLAN -> change(mplp);
      case REVISE -> revise(mplp);
    }
  }

  /** Only a plan that waits for its approval can be changed: the approval is void then. */
  private void change(Mplp mplp) {
    Plan plan = mplp.plans().get(scenario.plan().planId());
    List<PlanStep> steps = plan.steps();
    mplp.plans()
        .update(
            plan.toBuilder().title("Another title").steps(steps).build(),
            mplp.plans().read(plan.planId()).version());
  }

  /** Adds a step after the last one, and takes one away that nothing waits for. */
  private void revise(Mplp mplp) {
    Versioned<Plan> read = mplp.plans().read(scenario.plan().planId());
    List<PlanStep> steps = new ArrayList<>(read.value().steps());
    PlanStep last = steps.get(steps.size() - 1);
    PlanGraph graph = read.value().graph();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).status() == StepStatus.PENDING && graph.dependents(i).isEmpty()) {
        steps.remove(i);
        break;
      }
    }
    PlanStep.Builder added = PlanStep.builder("does what was revised");
    if (steps.contains(last)) {
      added.dependencies(List.of(last.stepId()));
    }
    steps.add(added.build());
    try {
      mplp.plans().revise(read.value().withSteps(steps), read.version());
    } catch (ConflictException e) {
      // what it changes has begun by now: it stays as it is
    }
  }

  private void closeAll() throws Exception {
    for (Node node : nodes) {
      closings.add(closer.submit(() -> node.mplp().close(Duration.ofSeconds(5))));
    }
    nodes.clear();
    for (Future<?> closing : closings) {
      closing.get(60, TimeUnit.SECONDS);
    }
    closings.clear();
  }

  @Override
  public String toString() {
    return scenario.toString();
  }
}
