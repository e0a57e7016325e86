package dev.mplp.confirm;

import dev.mplp.model.ConfirmId;
import dev.mplp.model.ContextId;
import dev.mplp.model.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to an approval, as an auditor asks for it: who did what, acting for whom,
 * under which rule, seeing which content.
 *
 * @param confirmId on which Confirm
 * @param contextId in which Context
 * @param kind what was done
 * @param subject who did it; {@code system} for what time brought about
 * @param holder whose decision it is: {@code subject}, or who delegated it; null where nobody
 *     decided
 * @param as the approver whose seat it was made for; null where nobody decided
 * @param delegate to whom it was handed on; null unless something was delegated
 * @param round from 1
 * @param stage from 1
 * @param rule of the stage, in words
 * @param digest of the content that the round was about: SHA-256 over RFC 8785 canonical JSON
 * @param at when, by the storage's clock
 * @param reason why; null for none
 * @param status of the Confirm after it
 */
public record ApprovalAct(
    ConfirmId confirmId,
    ContextId contextId,
    Kind kind,
    String subject,
    @Nullable String holder,
    @Nullable Approver as,
    @Nullable String delegate,
    int round,
    int stage,
    String rule,
    String digest,
    Instant at,
    @Nullable String reason,
    ConfirmStatus status) {

  /** What can be done. */
  public enum Kind implements WireName {
    /** A decision in favour. */
    APPROVED("approved"),
    /** A decision against. */
    REJECTED("rejected"),
    /** The request was withdrawn by who asked. */
    WITHDRAWN("withdrawn"),
    /** What it was about changed or ended. */
    VOIDED("voided"),
    /** Its time was over: rejected. */
    EXPIRED("expired"),
    /** Its time was extended. */
    EXTENDED("extended"),
    /** Others decide now. */
    ESCALATED("escalated"),
    /** A decision was handed on. */
    DELEGATED("delegated"),
    /** What was handed on was taken back. */
    TAKEN_BACK("taken_back");

    private static final Kind[] ALL = values();

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /**
     * The constant with this wire text.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(String wire) {
      return WireName.of(ALL, wire, "a kind of act");
    }

    @Override
    public String wire() {
      return wire;
    }
  }

  /** True when somebody else's decision was made. */
  public boolean isDelegated() {
    return holder != null && !holder.equals(subject);
  }

  /** The same act, by which something was handed on to somebody; null for nobody. */
  public ApprovalAct handedTo(@Nullable String delegate) {
    return new ApprovalAct(
        confirmId, contextId, kind, subject, holder, as, delegate, round, stage, rule, digest, at,
        reason, status);
  }

  /** All of it in a sentence. */
  public String explanation() {
    StringBuilder text = new StringBuilder(subject).append(' ').append(verb());
    if (delegate != null) {
      text.append(" to ").append(delegate);
    }
    text.append(" confirm ").append(confirmId);
    if (as != null) {
      text.append(" as ").append(as);
    }
    if (isDelegated()) {
      text.append(", delegated by ").append(holder);
    }
    text.append(", in round ").append(round).append(", stage ").append(stage);
    text.append(", under the rule: ").append(rule);
    text.append(", for the content with digest ").append(digest);
    text.append(", at ").append(at);
    return reason == null ? text.toString() : text.append(", because: ").append(reason).toString();
  }

  private String verb() {
    return switch (kind) {
      case EXPIRED -> "let expire";
      case TAKEN_BACK -> "took back the delegation of";
      default -> kind.wire();
    };
  }
}
