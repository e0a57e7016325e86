package dev.mplp.runtime.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.context.Verification.Finding;
import dev.mplp.role.Assignment;
import dev.mplp.role.AssignmentDraft;
import dev.mplp.role.Role;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.Storage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More assignments than are held in memory at once are compared in parts. */
class VerifyRolesTest {

  @Test
  void parts_findTheSameAsAllAtOnce() {
    try (Storage storage = InMemoryStorage.create();
        Mplp mplp = MplpRuntime.builder().storage(storage).build()) {
      Role clerk = mplp.roles().create(Role.builder("clerk").build());
      List<Assignment> given = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        given.add(
            mplp.roles().assignments().assign(AssignmentDraft.of("subject " + i, clerk.roleId())));
      }
      assertThat(new VerifyRoles(storage, "default", 7).findings()).isEmpty();
      for (int i = 0; i < 10; i++) {
        String id = given.get(i).assignmentId().value();
        ChangeSet gone =
            ChangeSet.builder("default")
                .add(new Change.DeleteDocument("role-assignment", id, 1))
                .build();
        assertThat(storage.commit(gone).isCommitted()).isTrue();
      }
      List<Finding> atOnce = new VerifyRoles(storage, "default", 1000).findings();
      assertThat(atOnce).hasSize(10);
      assertThat(new VerifyRoles(storage, "default", 7).findings())
          .containsExactlyInAnyOrderElementsOf(atOnce);
    }
  }
}
