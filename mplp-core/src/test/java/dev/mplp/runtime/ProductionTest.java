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
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.Authorizer.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductionTest {

  private static final Map<String, String> PRODUCTION = Map.of("MPLP_ENV", "production");

  private static final String LOSES_ALL =
      "in production nothing may be lost with the process: give a storage, by DATABASE_URL or"
          + " storage(...)";

  private static final String ALLOWS_ALL =
      "in production not everybody may do everything, but the authorizer allows it to a subject"
          + " that nobody knows: let the roles decide with authorizeByRoles(), or give another"
          + " authorizer";

  /** As the environment says, over memory that the host gives on purpose. */
  private static Mplp inMemory(Map<String, String> environment) {
    return RightsOfEnvironment.of(MplpRuntime.builder(), environment)
        .ownedStorage(InMemoryStorage.create())
        .build();
  }

  @Test
  void production_goesByRoles_andNobodyHasOne() {
    try (Mplp mplp = inMemory(PRODUCTION)) {
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
    try (Mplp mplp = inMemory(environment)) {
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
  void production_refusesToAllowEverything_howeverItIsSaid() {
    for (Authorizer authorizer :
        List.<Authorizer>of(Authorizer.ALLOW_ALL, act -> Verdict.allowed())) {
      assertThatThrownBy(
              () ->
                  MplpRuntime.builder()
                      .production()
                      .storage(InMemoryStorage.create())
                      .authorizer(authorizer)
                      .build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(ALLOWS_ALL);
    }
  }

  @Test
  void production_tellsEveryProblemAtOnce() {
    assertThatThrownBy(
            () -> MplpRuntime.builder().production().authorizer(Authorizer.ALLOW_ALL).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(LOSES_ALL + "; " + ALLOWS_ALL);
    Map<String, String> environment = new HashMap<>(PRODUCTION);
    environment.put("MPLP_AUTHORIZATION", "rolls");
    environment.put("ENCRYPTION_ACCEPT_PLAIN", "perhaps");
    assertThatThrownBy(() -> MplpRuntime.fromEnvironment(environment, Authorizer.ALLOW_ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "MPLP_AUTHORIZATION is roles, or not set, but is \"rolls\"; "
                + "ENCRYPTION_ACCEPT_PLAIN is true or false, not perhaps; "
                + LOSES_ALL
                + "; "
                + ALLOWS_ALL);
    environment.put("DATABASE_URL", "oracle://somewhere");
    assertThatThrownBy(() -> MplpRuntime.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rolls")
        .hasMessageContaining("perhaps")
        .hasMessageContaining("the scheme oracle");
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
    List<String> asked = new ArrayList<>();
    try (Mplp mplp =
        MplpRuntime.builder()
            .production()
            .ownedStorage(InMemoryStorage.create())
            .authorizer(
                act -> {
                  asked.add(act.capability());
                  return Verdict.denied("nobody");
                })
            .build()) {
      assertThat(asked).as("once, about somebody made up").hasSize(1);
      assertThatThrownBy(() -> mplp.contexts().system())
          .isInstanceOf(PermissionDeniedException.class);
      assertThat(asked.get(1)).isEqualTo("context.read");
    }
  }

  @Test
  void authorizerThatThrows_allowsNothing() {
    Authorizer broken =
        act -> {
          throw new IllegalStateException("no directory");
        };
    try (Mplp mplp =
        MplpRuntime.builder()
            .production()
            .ownedStorage(InMemoryStorage.create())
            .authorizer(broken)
            .build()) {
      assertThatThrownBy(() -> mplp.contexts().system()).hasMessage("no directory");
    }
  }

  @Test
  void elsewhere_everythingIsAllowed() {
    try (Mplp mplp = MplpRuntime.fromEnvironment(Map.of("MPLP_ENV", "staging"))) {
      assertThat(mplp.contexts().system().status().wire()).isEqualTo("active");
    }
  }
}
