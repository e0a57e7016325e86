package dev.mplp.runtime.administration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.Mplp;
import dev.mplp.administration.ActFilter;
import dev.mplp.administration.Administration;
import dev.mplp.administration.AdministrativeAct;
import dev.mplp.administration.Erasure;
import dev.mplp.administration.ErasureRequest;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.administration.Sweep;
import dev.mplp.model.Cursor;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Page;
import dev.mplp.runtime.object.AdministrativeActs;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Sha256;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.ChangeSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Administration service of a caller. */
public final class AdministrationService implements Administration {

  private static final int LONGEST_REASON = 1000;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DETAILS = 10_000;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");

  private final Caller caller;
  private final Caller trusted;
  private final Supplier<Mplp> services;

  /**
   * The service of this caller.
   *
   * @param services of the same principal, whom nobody denies anything: who may sweep may remove
   *     what the sweep comes to
   */
  public AdministrationService(Caller caller, Supplier<Mplp> services) {
    this.caller = caller;
    this.services = services;
    this.trusted =
        new Caller(
            caller.principal(),
            caller.storage(),
            caller.commits(),
            Authorizer.ALLOW_ALL,
            caller.modules());
  }

  @Override
  public Sweep sweep(RetentionPolicy policy, String reason) {
    return sweep(policy, reason, () -> true);
  }

  /**
   * As {@link #sweep(RetentionPolicy, String)}.
   *
   * @param goesOn asked before each batch
   */
  public Sweep sweep(RetentionPolicy policy, String reason, BooleanSupplier goesOn) {
    caller.may("administration.sweep", null);
    checkReason(reason);
    Deed deed = Deed.sweep(caller, reason);
    SweepTenant run = new SweepTenant(trusted, policy, deed::beginQuietly, goesOn);
    try {
      run.run(new Targets(trusted, services.get()).all());
    } catch (RuntimeException e) {
      deed.failed(details(run.result()), e);
      throw e;
    }
    Sweep sweep = run.result();
    if (sweep.total() > 0) {
      deed.completed(details(sweep));
    } else {
      deed.undone();
    }
    return sweep;
  }

  private static JsonObject details(Sweep sweep) {
    JsonObject.Builder removed = JsonObject.builder();
    sweep.removed().forEach((retained, count) -> removed.put(retained.label(), count));
    return JsonObject.of("removed", removed.build());
  }

  @Override
  public Sweep preview(RetentionPolicy policy) {
    caller.may("administration.sweep", null);
    SweepTenant run = SweepTenant.preview(trusted, policy);
    run.run(new Targets(trusted, services.get()).all());
    return run.result();
  }

  @Override
  public Erasure erase(ErasureRequest request) {
    caller.may("administration.erase", null);
    checkReason(request.reason());
    String subject = HexFormat.of().formatHex(Sha256.of(request.subject().getBytes(UTF_8)));
    JsonObject whose = JsonObject.of("subject_sha256", subject);
    Deed deed = Deed.erasure(caller, request.reason());
    long before = caller.storage().log().head();
    AdministrativeAct begun = deed.begin(whose);
    ErasePerson run = new ErasePerson(trusted, request);
    try {
      run.run(new Settling(trusted, begun.id(), before));
    } catch (RuntimeException e) {
      deed.failed(details(whose, run.result()), e);
      throw e;
    }
    deed.completed(details(whose, run.result()));
    return run.result();
  }

  private static JsonObject details(JsonObject whose, Erasure erasure) {
    return whose.toBuilder()
        .put("objects", erasure.objects())
        .put("state", erasure.state())
        .put("records", erasure.records())
        .build();
  }

  @Override
  public Page<AdministrativeAct> acts(ActFilter filter, @Nullable Cursor after, int limit) {
    caller.may("administration.read", null);
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("act", filter.act());
    where.put("subject", filter.subject());
    return Listing.page(
        caller.storage(),
        caller.tenant(),
        Kinds.ACT,
        Listing.conditions(where),
        after,
        limit,
        AdministrativeActs::read);
  }

  @Override
  public AdministrativeAct record(String act, String reason, JsonObject details) {
    caller.may("administration.record", null);
    checkReason(reason);
    if (act.length() > LONGEST_NAME || !NAME.matcher(act).matches()) {
      throw new IllegalArgumentException(
          "act must be lower-case words with dots between them, at most "
              + LONGEST_NAME
              + " characters, but is "
              + act);
    }
    int length = details.toString().length();
    if (length > LONGEST_DETAILS) {
      throw new IllegalArgumentException(
          "details must have at most "
              + LONGEST_DETAILS
              + " characters as JSON but have "
              + length);
    }
    AdministrativeAct done = AdministrativeActs.of(caller, act, reason, details);
    store(done);
    return done;
  }

  private void store(AdministrativeAct act) {
    caller
        .commits()
        .commit(ChangeSet.builder(caller.tenant()).addAll(AdministrativeActs.record(act)).build());
  }

  private static void checkReason(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason must have 1 to " + LONGEST_REASON + " characters and not be blank");
    }
  }
}
