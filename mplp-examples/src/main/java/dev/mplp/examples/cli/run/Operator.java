package dev.mplp.examples.cli.run;

import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.confirm.Approval;
import dev.mplp.examples.cli.Terminal;
import dev.mplp.examples.cli.json.PrettyJson;
import dev.mplp.model.ConfirmId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The named subject who decides on what a run asks: by rule, or by asking the person here. */
final class Operator {

  private static final int PAGE = 100;

  private final Mplp mplp;
  private final ApproveMode mode;
  private final Terminal terminal;
  private final Progress screen;
  private final Set<UUID> targets;
  private final Set<ConfirmId> leftAlone = new HashSet<>();

  /**
   * An operator.
   *
   * @param mplp the view of the operator's principal
   * @param targets the plans that are its business; other requests in its inbox are left alone
   */
  Operator(Mplp mplp, ApproveMode mode, Terminal terminal, Progress screen, Set<UUID> targets) {
    this.mplp = mplp;
    this.mode = mode;
    this.terminal = terminal;
    this.screen = screen;
    this.targets = Set.copyOf(targets);
  }

  /** Decides on everything that waits now. */
  void decide() {
    Cursor after = null;
    do {
      Page<Approval> page = mplp.confirms().inbox(after, PAGE);
      for (Approval approval : page.items()) {
        if (targets.contains(approval.confirm().targetId().uuid())
            && !leftAlone.contains(approval.confirm().confirmId())) {
          decide(approval);
        }
      }
      after = page.next();
    } while (after != null);
  }

  private void decide(Approval approval) {
    ConfirmId id = approval.confirm().confirmId();
    try {
      switch (mode) {
        case AUTO -> approve(approval, "approved by --approve auto");
        case REJECT -> reject(id, "rejected by --approve reject");
        case ASK -> ask(approval);
      }
    } catch (MplpException e) {
      screen.say("the decision on " + id + " was not taken: " + e.getMessage());
      leftAlone.add(id);
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
