package dev.mplp.confirm;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an approval stands under its policy: what is still needed, or how it ended. */
public sealed interface Standing {

  /** The standing in a sentence. */
  String explanation();

  /**
   * Decisions are needed.
   *
   * @param rule who decides now: the stage, or the level it was escalated to
   * @param stage from 1
   * @param stages how many there are
   * @param level of the escalation; 0 before there was one
   * @param count what those who approved in the stage count together
   * @param needed what they must count
   * @param due until when; null for ever
   * @param rejected whether the round was rejected and another one may be begun by approving
   */
  record Waiting(
      ApprovalStage rule,
      int stage,
      int stages,
      int level,
      int count,
      int needed,
      @Nullable Instant due,
      boolean rejected)
      implements Standing {

    @Override
    public String explanation() {
      String text =
          "waits for "
              + rule
              + (stages == 1 ? "" : ", stage " + stage + " of " + stages)
              + (level == 0 ? "" : ", escalated to level " + level)
              + ": has "
              + count
              + " of "
              + needed
              + (due == null ? "" : ", due " + due);
      return rejected ? "was rejected and may be revised; " + text : text;
    }
  }

  /**
   * It is approved.
   *
   * @param by who approved, in the order of their decisions
   * @param rule of the policy
   * @param consumed whether a gate was opened with it
   */
  record Approved(List<String> by, String rule, boolean consumed) implements Standing {

    /** Copies the list. */
    public Approved {
      by = List.copyOf(by);
    }

    @Override
    public String explanation() {
      return "approved by "
          + String.join(", ", by)
          + " under the rule: "
          + rule
          + (consumed ? "; a gate was opened with it" : "");
    }
  }

  /**
   * It is rejected for good.
   *
   * @param by who decided that; {@code system} for an expiry
   * @param reason why
   */
  record Rejected(String by, String reason) implements Standing {
    @Override
    public String explanation() {
      return "rejected by " + by + ": " + reason;
    }
  }

  /** It was withdrawn, or voided because what it was about changed or ended. */
  record Cancelled() implements Standing {
    @Override
    public String explanation() {
      return "withdrawn, or no longer needed";
    }
  }
}
