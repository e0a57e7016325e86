package dev.mplp.runtime.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.ApprovalPolicies;
import dev.mplp.context.Goals;
import dev.mplp.context.SharedState;
import dev.mplp.plan.Limits;
import dev.mplp.plan.Revisions;
import dev.mplp.role.Assignments;
import dev.mplp.role.Permissions;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitedServicesTest {

  /** A new one is to be looked at: whether calls of it are counted, or stand for one thing. */
  @Test
  void servicesThatServicesHandOut_areTheseAndNoOthers() {
    Set<Class<?>> handedOut = new HashSet<>();
    for (Method accessor : Mplp.class.getMethods()) {
      if (LimitedServices.isService(accessor.getReturnType())
          && accessor.getReturnType() != Mplp.class) {
        for (Method method : accessor.getReturnType().getMethods()) {
          if (LimitedServices.isService(method.getReturnType())) {
            handedOut.add(method.getReturnType());
          }
        }
      }
    }
    handedOut.removeIf(type -> type.getName().startsWith("dev.mplp.agent."));
    assertThat(handedOut)
        .isEqualTo(
            Set.of(
                Limits.class,
                Revisions.class,
                Goals.class,
                SharedState.class,
                ApprovalPolicies.class,
                Assignments.class,
                Permissions.class));
  }
}
