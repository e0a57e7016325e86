package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.spi.Authorizer.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductionTest {

  @Test
  void production_withoutAuthorizer_isRefused() {
    assertThatThrownBy(() -> MplpRuntime.fromEnvironment(Map.of("MPLP_ENV", "production")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("authorizer");
  }

  @Test
  void production_withAuthorizer_asksIt() {
    try (Mplp mplp =
        MplpRuntime.fromEnvironment(
            Map.of("MPLP_ENV", "production"), act -> Verdict.denied("nobody"))) {
      assertThatThrownBy(() -> mplp.contexts().system())
          .isInstanceOf(PermissionDeniedException.class);
    }
  }

  @Test
  void elsewhere_everythingIsAllowed() {
    try (Mplp mplp = MplpRuntime.fromEnvironment(Map.of("MPLP_ENV", "staging"))) {
      assertThat(mplp.contexts().system().status().wire()).isEqualTo("active");
    }
  }
}
