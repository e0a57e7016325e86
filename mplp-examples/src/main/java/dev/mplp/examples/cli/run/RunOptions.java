package dev.mplp.examples.cli.run;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.Approver;
import dev.mplp.plan.ExecutionOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the plans of a flow are run.
 *
 * @param out the folder for the results; null for none
 * @param profile whether the outcome is checked against the single-agent profile
 * @param approve what the operator decides
 * @param operator the subject who approves
 * @param execution how each plan is executed, gates aside
 * @param durable whether the storage outlives the process
 * @param resume whether executions that failed are taken up again
 */
public record RunOptions(
    @Nullable Path out,
    boolean profile,
    ApproveMode approve,
    String operator,
    ExecutionOptions execution,
    boolean durable,
    boolean resume) {

  /** The rule by which a plan is approved; whoever decides later may hand that on. */
  ApprovalPolicy rule() {
    ApprovalPolicy rule = ApprovalPolicy.single(Approver.subject(operator));
    return approve == ApproveMode.LATER ? rule.delegable(1) : rule;
  }
}
