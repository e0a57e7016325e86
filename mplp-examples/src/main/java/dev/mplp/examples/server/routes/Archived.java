package dev.mplp.examples.server.routes;

import dev.mplp.examples.server.http.Param;
import org.jspecify.annotations.Nullable;

/** Whether what was put away is in a list. */
enum Archived {
  /** It is left out. */
  FALSE(false),
  /** It alone is there. */
  TRUE(true),
  /** All is there. */
  ANY(null);

  static final Param<Archived> PARAM =
      Param.query(
          "archived", Archived.class, FALSE, "whether what was archived is in the list, or alone");

  private final @Nullable Boolean wanted;

  Archived(@Nullable Boolean wanted) {
    this.wanted = wanted;
  }

  /** As filters have it: null for both. */
  @Nullable Boolean wanted() {
    return wanted;
  }

  /** As filters have it: null for both. Who asks for a status gets it, archived or not. */
  @Nullable Boolean orAnyIf(boolean asksForStatus) {
    return (asksForStatus && this == FALSE) ? null : wanted;
  }
}
