package dev.mplp.runtime.role;

import dev.mplp.role.Assignment;
import dev.mplp.role.Basis;
import dev.mplp.role.Refusal;
import dev.mplp.role.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody holds.
 *
 * @param closure the role
 * @param basis why
 * @param scope where; what was delegated counts only where all of its chain does
 * @param expiresAt until when: the first end of its chain; null for no end
 * @param gone why it counts at no time: its chain is broken, or the role is too wide; null when it
 *     may count
 */
record Holding(
    Closure closure,
    Basis basis,
    Scope scope,
    @Nullable Instant expiresAt,
    @Nullable Refusal gone) {

  static Holding namedByHost(Closure closure) {
    return new Holding(
        closure,
        new Basis.NamedByHost(closure.name()),
        Scope.everywhere(),
        null,
        closure.isTooWide() ? new Refusal.TooWide(closure.name()) : null);
  }

  /**
   * By assignments.
   *
   * @param chain as {@link RoleReader#chain} gives it
   */
  static Holding assigned(Closure closure, List<Assignment> chain) {
    Assignment held = chain.get(chain.size() - 1);
    Assignment first = chain.get(0);
    Instant end = null;
    for (Assignment link : chain) {
      Instant expiresAt = link.expiresAt();
      end = expiresAt != null && (end == null || expiresAt.isBefore(end)) ? expiresAt : end;
    }
    Refusal gone =
        first.source() == null
            ? null
            : new Refusal.SourceGone(closure.name(), first.assignmentId(), first.source());
    if (gone == null && closure.isTooWide()) {
      gone = new Refusal.TooWide(closure.name());
    }
    return new Holding(closure, new Basis.Assigned(chain), held.scope(), end, gone);
  }

  /**
   * The link of its chain that does not count there, the one that is held first; null when all do.
   *
   * @param within whether the target is in a scope
   */
  @Nullable Assignment outside(Predicate<Scope> within) {
    if (basis instanceof Basis.Assigned assigned) {
      List<Assignment> chain = assigned.chain();
      for (int i = chain.size() - 1; i >= 0; i--) {
        if (!within.test(chain.get(i).scope())) {
          return chain.get(i);
        }
      }
    }
    return null;
  }

  /** Why it does not count at a time, empty when it does. */
  Optional<Refusal> refusal(Supplier<Instant> now) {
    if (gone != null) {
      return Optional.of(gone);
    }
    if (expiresAt != null && basis instanceof Basis.Assigned assigned) {
      Instant time = now.get();
      for (Assignment link : assigned.chain()) {
        Instant end = link.expiresAt();
        if (end != null && !time.isBefore(end)) {
          return Optional.of(new Refusal.Expired(closure.name(), link.assignmentId(), end));
        }
      }
    }
    return Optional.empty();
  }
}
