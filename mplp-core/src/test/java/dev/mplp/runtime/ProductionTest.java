package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Basis;
import dev.mplp.role.Permission;
import dev.mplp.role.Role;
import dev.mplp.role.Target;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Authorizer.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductionTest {

  private static final Map<String, String> PRODUCTION = Map.of("MPLP_ENV", "production");

  @Test
  void production_goesByRoles_andNobodyHasOne() {
    try (Mplp mplp = MplpRuntime.fromEnvironment(PRODUCTION)) {
      assertThatThrownBy(() -> mplp.contexts().system())
          .isInstanceOf(PermissionDeniedException.class)
          .hasMessageContaining("system holds no role");
      assertThatThrownBy(() -> mplp.roles().create(Role.builder("clerk").build()))
          .isInstanceOf(PermissionDeniedException.class);
    }
  }

  @Test
  void administrator_setsUpRoles_andMayDoNothingElse() {
    Map<String, String> environment = new HashMap<>(PRODUCTION);
    environment.put("MPLP_ADMINISTRATORS", "ada, bank/bob");
    try (Mplp mplp = MplpRuntime.fromEnvironment(environment)) {
      Mplp ada = mplp.as(Principal.of("ada"));
      Role clerk =
          ada.roles().create(Role.builder("clerk").capabilities(List.of("context.*")).build());
      assertThatThrownBy(() -> ada.contexts().system())
          .isInstanceOf(PermissionDeniedException.class);
      ada.roles().assignments().assign(AssignmentDraft.of("cid", clerk.roleId()));
      assertThat(mplp.as(Principal.of("cid")).contexts().system()).isNotNull();
      assertThat(
              ada.roles()
                  .permissions()
                  .explain(Principal.of("ada"), "role.create", Target.nothing()))
          .isEqualTo(new Permission.Allowed("role.*", List.of(), new Basis.Administrator()));
      Tenant bank = Tenant.of("bank");
      assertThat(mplp.as(Principal.of(bank, "bob")).roles().find("clerk")).isEmpty();
      assertThatThrownBy(() -> mplp.as(Principal.of(bank, "ada")).roles().find("clerk"))
          .isInstanceOf(PermissionDeniedException.class);
    }
  }

  @Test
  void production_refusesToAllowEverything() {
    assertThatThrownBy(() -> MplpRuntime.fromEnvironment(PRODUCTION, Authorizer.ALLOW_ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("authorizeByRoles");
    assertThatThrownBy(
            () -> MplpRuntime.builder().production().authorizer(Authorizer.ALLOW_ALL).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void elsewhere_rolesDecide_whereTheEnvironmentSaysSo() {
    try (Mplp mplp = MplpRuntime.fromEnvironment(Map.of("MPLP_AUTHORIZATION", "roles"))) {
      assertThatThrownBy(() -> mplp.contexts().system())
          .isInstanceOf(PermissionDeniedException.class);
    }
    assertThatThrownBy(() -> MplpRuntime.fromEnvironment(Map.of("MPLP_AUTHORIZATION", "rolls")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rolls");
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
