package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.NotFoundException;
import dev.mplp.RateLimitedException;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.spi.RateLimiter.Rate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLimitsTest {

  private static final Rate THREE = new Rate(3, Duration.ofDays(1), 3);
  private static final Rate SIX = new Rate(6, Duration.ofDays(1), 6);

  private static void calls(Mplp mplp, int allowed) {
    for (int i = 0; i < allowed; i++) {
      mplp.contexts().system();
    }
    assertThatThrownBy(() -> mplp.contexts().system()).isInstanceOf(RateLimitedException.class);
  }

  private static Mplp runtime(CallLimits limits) {
    return MplpRuntime.builder().callLimits(limits).build();
  }

  @Test
  void subject_isLimitedByItself_andByTheBestOfItsRoles() {
    CallLimits limits =
        CallLimits.none().perSubject(THREE).ofRole("agent", SIX).ofRole("guest", THREE);
    try (Mplp mplp = runtime(limits)) {
      calls(mplp.as(Principal.of("anna")), 3);
      calls(mplp.as(Principal.of("bert", "agent", "guest")), 6);
      calls(mplp.as(Principal.of("carl", "nothing")), 3);
      calls(mplp.as(Principal.of(Tenant.of("other"), "anna")), 3);
    }
  }

  @Test
  void tenant_isLimitedAsAWhole_andARefusedSubjectTakesNothingOfIt() {
    CallLimits limits =
        CallLimits.none().perSubject(THREE).perTenant(SIX).ofTenant(Tenant.of("large"), THREE);
    try (Mplp mplp = runtime(limits)) {
      Mplp anna = mplp.as(Principal.of("anna"));
      calls(anna, 3);
      assertThatThrownBy(() -> anna.contexts().system()).hasMessageContaining("anna calls");
      calls(mplp.as(Principal.of("bert")), 3);
      assertThatThrownBy(() -> mplp.as(Principal.of("carl")).contexts().system())
          .isInstanceOf(RateLimitedException.class)
          .hasMessageContaining("tenant default calls more often than 6 times in PT24H");
      calls(mplp.as(Principal.of(Tenant.of("large"), "anna")), 3);
    }
  }

  @Test
  void servicesWithinServices_areCounted_butNotThatTheyAreHandedOut_norWhatACallDoesWithin() {
    try (Mplp mplp = runtime(CallLimits.none().perSubject(SIX))) {
      Mplp anna = mplp.as(Principal.of("anna"));
      Context context = anna.contexts().open("Loan 4711", Root.of("finance", "staging"));
      for (int i = 0; i < 20; i++) {
        anna.contexts().state(context.contextId());
        anna.plans().limits();
      }
      anna.flows().exportContext(context.contextId()); // reads several objects within
      for (int i = 0; i < 4; i++) {
        anna.plans().limits().list();
      }
      assertThatThrownBy(() -> anna.contexts().state(context.contextId()).snapshot())
          .isInstanceOf(RateLimitedException.class);
    }
  }

  @Test
  void errorsOfServices_areTheirOwn() {
    try (Mplp mplp = runtime(CallLimits.none().perSubject(SIX))) {
      ContextId none = ContextId.of("0c8b7b0e-5f0c-4d0e-8d3c-1c2b3a4d5e6f");
      assertThatThrownBy(() -> mplp.contexts().get(none)).isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void environment_tellsLimits() {
    assertThat(CallLimits.fromEnvironment(Map.of())).isEmpty();
    CallLimits limits =
        CallLimits.fromEnvironment(
                Map.of(
                    "MPLP_CALLS_PER_TENANT", "1000/m",
                    "MPLP_CALLS_PER_SUBJECT", "50/s:200",
                    "MPLP_CALLS_OF_ROLES", "agent=5/h, guest = 1/d:2"))
            .orElseThrow();
    assertThat(limits.of(Tenant.DEFAULT)).isEqualTo(Rate.perMinute(1000));
    assertThat(limits.of(Principal.of("a"))).isEqualTo(Rate.perSecond(50).withBurst(200));
    assertThat(limits.of(Principal.of("a", "agent")))
        .isEqualTo(new Rate(5, Duration.ofHours(1), 5));
    assertThat(limits.of(Principal.of("a", "guest"))).isEqualTo(new Rate(1, Duration.ofDays(1), 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "5", "5/w", "0/s", "-1/s", "5/s:0", "5/s:", "9999999999/s"})
  void wrongEnvironment_isRefused_withTheForm(String text) {
    assertThatThrownBy(() -> CallLimits.fromEnvironment(Map.of("MPLP_CALLS_PER_SUBJECT", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MPLP_CALLS_PER_SUBJECT")
        .hasMessageContaining(text);
    assertThatThrownBy(
            () -> MplpRuntime.builder(Map.of("MPLP_CALLS_OF_ROLES", "agent", "REDIS_URL", "x://y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("role=100/s")
        .hasMessageContaining("shared memory adapter");
  }
}
