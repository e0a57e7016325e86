package dev.mplp.runtime.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.model.Principal;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Assignments;
import dev.mplp.role.Permission;
import dev.mplp.role.Refusal;
import dev.mplp.role.Role;
import dev.mplp.role.Target;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.event.LogWaiter;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/**
 * Asks for explanations while no runtime removes what is over: tests close it before they let time
 * pass.
 */
abstract class Explaining {

  static final Target NOTHING = Target.nothing();

  Instant now = Instant.parse("2026-03-01T08:00:00Z");
  final Storage storage = InMemoryStorage.builder().clock(() -> now).build();
  final LogWaiter waiter = new LogWaiter(storage);
  final RolePolicy policy =
      new RolePolicy(storage, waiter, new RolePolicyOptions(true, Set.of(Principal.of("root"))));
  final Mplp mplp = MplpRuntime.builder().storage(storage).build();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
    waiter.close();
    storage.close();
  }

  Role role(String name, String... capabilities) {
    return mplp.roles().create(Role.builder(name).capabilities(List.of(capabilities)).build());
  }

  Assignment assign(AssignmentDraft draft) {
    return mplp.roles().assignments().assign(draft);
  }

  Permission explain(Principal principal, String capability, Target target) {
    return policy.explain(principal, capability, target);
  }

  Permission explain(String subject, String capability) {
    return explain(Principal.of(subject), capability, NOTHING);
  }

  static void denied(Permission permission, Refusal refusal, String message) {
    assertThat(permission).isEqualTo(new Permission.Denied(List.of(refusal)));
    assertThat(permission.message()).isEqualTo(message);
    assertThat(permission.isAllowed()).isFalse();
  }

  Assignments as(String subject) {
    return mplp.as(Principal.of(subject)).roles().assignments();
  }
}
