package dev.mplp.examples.cli.run;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.confirm.Approval;
import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmStatus;
import dev.mplp.confirm.ContentChangedException;
import dev.mplp.event.EventRecord;
import dev.mplp.examples.cli.Terminal;
import dev.mplp.examples.cli.json.PrettyJson;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.JsonObject;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The named subject who decides on what a run asks: by rule, or by asking the person here. What is
 * asked it learns from the log, on the thread that follows it; it decides on that of its caller.
 */
final class Operator {

  private static final Set<String> ASKING = Set.of("confirm.requested", "confirm.round");

  private final Mplp mplp;
  private final ApproveMode mode;
  private final Terminal terminal;
  private final Progress screen;
  private final Set<String> targets;
  private final Queue<ConfirmId> asked = new ConcurrentLinkedQueue<>();

  /**
   * An operator.
   *
   * @param mplp the view of the operator's principal
   * @param targets the plans that are its business; what is asked for others is left alone
   */
  Operator(Mplp mplp, ApproveMode mode, Terminal terminal, Progress screen, Set<String> targets) {
    this.mplp = mplp;
    this.mode = mode;
    this.terminal = terminal;
    this.screen = screen;
    this.targets = Set.copyOf(targets);
  }

  /** Notes what a record of the log asks; called by whoever follows the log. */
  void note(EventRecord record) {
    if (ASKING.contains(record.type())
        && record.inline() != null
        && record.inline().data() instanceof JsonObject asked
        && targets.contains(asked.string("target_id").orElse(""))) {
      asked.string("confirm_id").map(ConfirmId::of).ifPresent(this.asked::add);
    }
  }

  /** Decides on everything that was asked since the last time. */
  void decide() {
    for (ConfirmId id = asked.poll(); id != null; id = asked.poll()) {
      Approval approval = mplp.confirms().get(id);
      if (approval.confirm().status() == ConfirmStatus.PENDING && isMine(approval.policy())) {
        decide(approval);
      }
    }
  }

  private boolean isMine(ApprovalPolicy policy) {
    return policy.equals(ApprovalPolicy.single(Approver.subject(subject())));
  }

  private void decide(Approval approval) {
    ConfirmId id = approval.confirm().confirmId();
    try {
      switch (mode) {
        case AUTO -> approve(approval, "approved by --approve auto");
        case REJECT -> reject(id, "rejected by --approve reject");
        case ASK -> ask(approval);
        case LATER -> {}
      }
    } catch (ContentChangedException e) {
      screen.say(String.valueOf(e.getMessage()));
      asked.add(id);
    } catch (MplpException e) {
      screen.say("the decision on " + id + " was not taken: " + e.getMessage());
    }
  }

  private void approve(Approval approval, @Nullable String reason) {
    mplp.confirms().approve(approval.confirm().confirmId(), approval.digest(), reason);
    screen.say("approved by " + subject() + ": digest " + approval.digest());
  }

  private void reject(ConfirmId id, String reason) {
    mplp.confirms().reject(id, reason);
    screen.say("rejected by " + subject() + ": " + reason);
  }

  private void ask(Approval approval) {
    String reason = approval.confirm().reason();
    screen.say(PrettyJson.text(approval.content()).stripTrailing());
    screen.say("digest " + approval.digest());
    if (reason != null) {
      screen.say("reason " + reason);
    }
    while (true) {
      String answer = screen.ask("Approve as " + subject() + "? yes, or no and why:", terminal);
      if (answer == null) {
        reject(approval.confirm().confirmId(), "no answer");
        return;
      }
      String said = answer.strip();
      if (said.equalsIgnoreCase("yes") || said.equalsIgnoreCase("y")) {
        approve(approval, null);
        return;
      }
      if (said.regionMatches(true, 0, "no ", 0, 3) && !said.substring(3).isBlank()) {
        reject(approval.confirm().confirmId(), said.substring(3).strip());
        return;
      }
      if (said.equalsIgnoreCase("no") || said.equalsIgnoreCase("n")) {
        reject(approval.confirm().confirmId(), "no reason given");
        return;
      }
    }
  }

  private String subject() {
    return mplp.principal().subject();
  }
}
