package dev.mplp.runtime.role;

import dev.mplp.spi.Authorizer;

/** Records what another one denies. */
public final class RecordingAuthorizer implements Authorizer {

  private final Authorizer authorizer;
  private final DeniedActs denied;

  /** What {@code authorizer} denies is recorded in {@code denied}. */
  public RecordingAuthorizer(Authorizer authorizer, DeniedActs denied) {
    this.authorizer = authorizer;
    this.denied = denied;
  }

  @Override
  public Verdict check(Act act) {
    Verdict verdict = authorizer.check(act);
    if (!verdict.isAllowed()) {
      denied.add(act, verdict.reason());
    }
    return verdict;
  }
}
