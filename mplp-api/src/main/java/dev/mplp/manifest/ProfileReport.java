package dev.mplp.manifest;

import dev.mplp.model.ModuleName;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether what is offered is enough for a profile.
 *
 * @param profile which
 * @param missing the modules that it asks for and that are not offered
 */
public record ProfileReport(Profile profile, Set<ModuleName> missing) {

  /** Copies the set. */
  public ProfileReport {
    missing = Collections.unmodifiableSet(new TreeSet<>(missing));
  }

  /** True when nothing is missing. */
  public boolean conforms() {
    return missing.isEmpty();
  }
}
