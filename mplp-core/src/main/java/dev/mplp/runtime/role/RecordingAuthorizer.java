package dev.mplp.runtime.role;

import dev.mplp.runtime.object.Denials;
import dev.mplp.spi.Authorizer;

/** Records what another one denies, and what the services themselves refuse. */
public final class RecordingAuthorizer implements Authorizer, Denials {

  private final Authorizer authorizer;
  private final DeniedActs denied;

  /** What {@code authorizer} denies is recorded in {@code denied}. */
  public RecordingAuthorizer(Authorizer authorizer, DeniedActs denied) {
    this.authorizer = authorizer;
    this.denied = denied;
  }

  @Override
  public void add(Act act, String reason) {
    denied.add(act, reason);
  }

  @Override
  public Verdict check(Act act) {
    Verdict verdict = authorizer.check(act);
    if (!verdict.isAllowed()) {
      add(act, verdict.reason());
    }
    return verdict;
  }
}
