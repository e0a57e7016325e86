package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.spi.RateLimiter.Rate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often services may be called from outside, by each subject and by all subjects of a tenant
 * together: who calls more often gets {@link dev.mplp.RateLimitedException}. Immutable.
 *
 * <p>Replicas that share a memory ({@link Sharing}) count together; one that is alone, or whose
 * shared memory is away, counts for itself. What handlers, timers and the runtime itself do is not
 * counted.
 */
public final class CallLimits {

  private static final String PER_TENANT = "MPLP_CALLS_PER_TENANT";
  private static final String PER_SUBJECT = "MPLP_CALLS_PER_SUBJECT";
  private static final String OF_ROLES = "MPLP_CALLS_OF_ROLES";
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})/([smhd])(?::(\\d{1,7}))?");

  private static final CallLimits NONE = new CallLimits(null, Map.of(), null, Map.of());

  private final @Nullable Rate perTenant;
  private final Map<Tenant, Rate> tenants;
  private final @Nullable Rate perSubject;
  private final Map<String, Rate> roles;

  private CallLimits(
      @Nullable Rate perTenant,
      Map<Tenant, Rate> tenants,
      @Nullable Rate perSubject,
      Map<String, Rate> roles) {
    this.perTenant = perTenant;
    this.tenants = Map.copyOf(tenants);
    this.perSubject = perSubject;
    this.roles = Map.copyOf(roles);
  }

  /** No limits. */
  public static CallLimits none() {
    return NONE;
  }

  /** With this rate for each tenant that has none of its own. */
  public CallLimits perTenant(Rate rate) {
    return new CallLimits(requireNonNull(rate, "rate"), tenants, perSubject, roles);
  }

  /** With this rate for a tenant. */
  public CallLimits ofTenant(Tenant tenant, Rate rate) {
    Map<Tenant, Rate> more = new HashMap<>(tenants);
    more.put(requireNonNull(tenant, "tenant"), requireNonNull(rate, "rate"));
    return new CallLimits(perTenant, more, perSubject, roles);
  }

  /** With this rate for each subject that calls in no role with a rate of its own. */
  public CallLimits perSubject(Rate rate) {
    return new CallLimits(perTenant, tenants, requireNonNull(rate, "rate"), roles);
  }

  /**
   * With this rate for each subject that calls in a role ({@link Principal#roles}); of several such
   * roles the one with the most calls in the same time counts.
   */
  public CallLimits ofRole(String role, Rate rate) {
    Map<String, Rate> more = new HashMap<>(roles);
    more.put(requireNonNull(role, "role"), requireNonNull(rate, "rate"));
    return new CallLimits(perTenant, tenants, perSubject, more);
  }

  /**
   * As an environment says: {@code MPLP_CALLS_PER_TENANT}, {@code MPLP_CALLS_PER_SUBJECT}, each as
   * {@code 100/s} or {@code 100/s:200}, which allows 200 at once; {@code m}, {@code h} and {@code
   * d} are minutes, hours and days. {@code MPLP_CALLS_OF_ROLES} has several as {@code
   * role=100/s,other=5/m}. Empty without any of them.
   *
   * @throws IllegalArgumentException when one is written in another way
   */
  public static Optional<CallLimits> fromEnvironment(Map<String, String> environment) {
    CallLimits limits = NONE;
    String tenant = environment.getOrDefault(PER_TENANT, "");
    if (!tenant.isBlank()) {
      limits = limits.perTenant(rate(PER_TENANT, tenant));
    }
    String subject = environment.getOrDefault(PER_SUBJECT, "");
    if (!subject.isBlank()) {
      limits = limits.perSubject(rate(PER_SUBJECT, subject));
    }
    String roles = environment.getOrDefault(OF_ROLES, "");
    for (String each : roles.isBlank() ? new String[0] : roles.split(",", -1)) {
      int equals = each.lastIndexOf('=');
      if (equals < 1) {
        throw wrong(OF_ROLES, each, "role=100/s");
      }
      limits =
          limits.ofRole(
              each.substring(0, equals).trim(), rate(OF_ROLES, each.substring(equals + 1)));
    }
    return limits == NONE ? Optional.empty() : Optional.of(limits);
  }

  private static Rate rate(String variable, String text) {
    Matcher matcher = RATE.matcher(text.trim());
    if (!matcher.matches()) {
      throw wrong(variable, text, "100/s or 100/s:200");
    }
    Duration period =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    int permits = Integer.parseInt(matcher.group(1));
    String burst = matcher.group(3);
    try {
      return new Rate(permits, period, burst == null ? permits : Integer.parseInt(burst));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(variable + " is \"" + text + "\": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException wrong(String variable, String text, String form) {
    return new IllegalArgumentException(
        variable + " is written as " + form + ", but is \"" + text + '"');
  }

  @Nullable Rate of(Tenant tenant) {
    return tenants.getOrDefault(tenant, perTenant);
  }

  @Nullable Rate of(Principal principal) {
    Rate most = null;
    for (String role : roles.isEmpty() ? java.util.Set.<String>of() : principal.roles()) {
      Rate rate = roles.get(role);
      if (rate != null && (most == null || rate.interval() < most.interval())) {
        most = rate;
      }
    }
    return most == null ? perSubject : most;
  }
}
