package dev.mplp.runtime;

import dev.mplp.model.Principal;
import dev.mplp.role.Target;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must not be in production, all of it told at once. */
final class ProductionCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ProductionCheck.class);

  private ProductionCheck() {}

  /**
   * Refuses a runtime that is no good for production.
   *
   * @param storage null when none was given
   * @param authorizer null when the roles decide
   * @throws IllegalArgumentException naming every problem, and what to do about it
   */
  static void check(@Nullable Storage storage, @Nullable Authorizer authorizer) {
    List<String> problems = problems(storage != null, authorizer);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** All that is wrong, each with what to do about it. */
  static List<String> problems(boolean hasStorage, @Nullable Authorizer authorizer) {
    List<String> problems = new ArrayList<>();
    if (!hasStorage) {
      problems.add(
          "in production nothing may be lost with the process: give a storage, by DATABASE_URL or"
              + " storage(...)");
    }
    if (authorizer != null && allowsAnything(authorizer)) {
      problems.add(
          "in production not everybody may do everything, but the authorizer allows it to a subject that nobody"
              + " knows: let the roles decide with authorizeByRoles(), or give another authorizer");
    }
    return problems;
  }

  /** Asked for somebody who was made up a moment ago. */
  private static boolean allowsAnything(Authorizer authorizer) {
    Principal nobody = Principal.of("nobody-" + UUID.randomUUID());
    try {
      return authorizer
          .check(new Authorizer.Act(nobody, "administration.erase", Target.nothing()))
          .isAllowed();
    } catch (RuntimeException e) {
      LOG.debug("the authorizer refuses an unknown subject by an exception", e);
      return false; // which refuses every call
    }
  }
}
