package dev.mplp.examples.cli.run;

import dev.mplp.agent.CompensationCall;
import dev.mplp.agent.CompensationResult;
import dev.mplp.agent.StepCall;
import dev.mplp.agent.StepResult;
import dev.mplp.examples.cli.agent.Agent;
import dev.mplp.flow.Flow;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Plan;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Does the steps of one flow and puts those of any other aside: several runs, each with an agent of
 * its own, may share a database, and none of them may do the others' work.
 */
public final class OwnPlansHandler implements Agent {

  private static final Duration ASIDE = Duration.ofSeconds(1);

  private final Set<PlanId> own;
  private final Agent agent;

  /** Lets {@code agent} do the steps of this flow's plans. */
  public OwnPlansHandler(Flow flow, Agent agent) {
    this.own = flow.all(Plan.class).stream().map(Plan::planId).collect(Collectors.toSet());
    this.agent = agent;
  }

  @Override
  public StepResult handle(StepCall call) throws Exception {
    return own.contains(call.planId())
        ? agent.handle(call)
        : StepResult.delayed(ASIDE, call.memory());
  }

  @Override
  public CompensationResult compensate(CompensationCall call) throws Exception {
    return own.contains(call.planId())
        ? agent.compensate(call)
        : CompensationResult.delayed(ASIDE, call.memory());
  }
}
