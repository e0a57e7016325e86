package dev.mplp.runtime.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.RateLimitedException;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.runtime.store.Sha256;
import dev.mplp.spi.RateLimiter;
import dev.mplp.spi.RateLimiter.Decision;
import dev.mplp.spi.RateLimiter.Rate;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets callers in as often as their limits allow. Thread-safe. */
public final class CallGate {

  private final RateLimiter limiter;
  private final Function<Principal, @Nullable Rate> ofSubject;
  private final Function<Tenant, @Nullable Rate> ofTenant;

  /**
   * A gate.
   *
   * @param ofSubject the rate of a caller, null for any
   * @param ofTenant that of all callers of a tenant together, null for any
   */
  public CallGate(
      RateLimiter limiter,
      Function<Principal, @Nullable Rate> ofSubject,
      Function<Tenant, @Nullable Rate> ofTenant) {
    this.limiter = limiter;
    this.ofSubject = ofSubject;
    this.ofTenant = ofTenant;
  }

  /**
   * Counts a call. A caller that calls too often takes nothing of what its tenant has.
   *
   * @throws RateLimitedException when it is one too many
   */
  public void enter(Principal principal) {
    String tenant = principal.tenant().name();
    Rate own = ofSubject.apply(principal);
    if (own != null) {
      take("subject:" + hash(tenant + '\0' + principal.subject()), own, principal.subject());
    }
    Rate all = ofTenant.apply(principal.tenant());
    if (all != null) {
      take("tenant:" + hash(tenant), all, "tenant " + tenant);
    }
  }

  /** A key of fixed length that tells nobody who it is. */
  private static String hash(String name) {
    return HexFormat.of().formatHex(Sha256.of(name.getBytes(UTF_8)), 0, 16);
  }

  private void take(String key, Rate rate, String who) {
    Decision decision = limiter.take(key, rate);
    if (!decision.allowed()) {
      throw new RateLimitedException(
          who
              + " calls more often than "
              + rate.permits()
              + " times in "
              + rate.period()
              + ", "
              + rate.burst()
              + " of them at once; call again in "
              + Math.max(1, decision.retryAfter().toMillis())
              + " ms",
          decision.retryAfter());
    }
  }
}
