package dev.mplp.runtime.sharing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.RateLimitedException;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.observe.CountedCall;
import dev.mplp.observe.CountedCall.Limit;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.store.Sha256;
import dev.mplp.spi.RateLimiter;
import dev.mplp.spi.RateLimiter.Decision;
import dev.mplp.spi.RateLimiter.Rate;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets callers in as often as their limits allow. Thread-safe. */
public final class CallGate {

  private static final Logger LOG = LoggerFactory.getLogger(CallGate.class);

  private final RateLimiter limiter;
  private final Function<Principal, @Nullable Rate> ofSubject;
  private final Function<Tenant, @Nullable Rate> ofTenant;
  private final RuntimeListener listener;

  /**
   * A gate.
   *
   * @param ofSubject the rate of a caller, null for any
   * @param ofTenant that of all callers of a tenant together, null for any
   * @param listener hears of each call
   */
  public CallGate(
      RateLimiter limiter,
      Function<Principal, @Nullable Rate> ofSubject,
      Function<Tenant, @Nullable Rate> ofTenant,
      RuntimeListener listener) {
    this.listener = listener;
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
      String key = "subject:" + hash(tenant + '\0' + principal.subject());
      take(Limit.SUBJECT, key, own, principal.subject());
    }
    Rate all = ofTenant.apply(principal.tenant());
    if (all != null) {
      take(Limit.TENANT, "tenant:" + hash(tenant), all, "tenant " + tenant);
    }
  }

  /** A key of fixed length that tells nobody who it is. */
  private static String hash(String name) {
    return HexFormat.of().formatHex(Sha256.of(name.getBytes(UTF_8)), 0, 16);
  }

  private void take(Limit limit, String key, Rate rate, String who) {
    Decision decision = limiter.take(key, rate);
    try {
      listener.callCounted(new CountedCall(limit, rate, decision));
    } catch (RuntimeException e) {
      LOG.warn("the runtime listener threw", e);
    }
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
