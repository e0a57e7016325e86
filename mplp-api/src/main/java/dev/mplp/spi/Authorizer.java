package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.Principal;
import dev.mplp.role.Target;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what. A runtime that has one asks it before every call of a service and before
 * what a handler does on behalf of its execution's principal; what it denies raises {@link
 * dev.mplp.PermissionDeniedException}, and is recorded. The work of the runtime itself (steps,
 * timers, the log) is not asked about.
 *
 * <p>Called often and by many threads: it answers from memory, or caches. What it throws refuses
 * the call.
 */
@FunctionalInterface
public interface Authorizer {

  /** Allows everything: what a runtime does that was given none, outside production. */
  Authorizer ALLOW_ALL = act -> Verdict.allowed();

  /** Whether this may be done. */
  Verdict check(Act act);

  /**
   * What somebody is about to do.
   *
   * @param principal who
   * @param capability what, as {@code module.action}: {@code plan.create}, {@code context.close}
   * @param target what it is done to: an object, a Context for what is made or listed there, or
   *     nothing in particular
   */
  record Act(Principal principal, String capability, Target target) {

    /** Refuses nulls. */
    public Act {
      requireNonNull(principal, "principal");
      requireNonNull(capability, "capability");
      requireNonNull(target, "target");
    }

    /** The id of the object that it is done to; null where none is concerned. */
    public @Nullable String object() {
      return target.object();
    }

    /** The Context where it is done; null where the object itself tells. */
    public @Nullable ContextId contextId() {
      return target.contextId();
    }
  }

  /**
   * The answer.
   *
   * @param isAllowed whether it may be done
   * @param reason why not, or why; for people
   */
  record Verdict(boolean isAllowed, String reason) {

    private static final Verdict ALLOWED = new Verdict(true, "allowed");

    /** Refuses nulls. */
    public Verdict {
      requireNonNull(reason, "reason");
    }

    /** It may be done. */
    public static Verdict allowed() {
      return ALLOWED;
    }

    /** It may not be done, and why. */
    public static Verdict denied(String reason) {
      return new Verdict(false, reason);
    }
  }
}
