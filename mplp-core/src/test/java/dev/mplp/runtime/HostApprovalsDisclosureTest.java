package dev.mplp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Mplp;
import dev.mplp.PermissionDeniedException;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalSubject;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.ConfirmTarget;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.role.Target;
import dev.mplp.spi.Authorizer.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The request for an approval shows the object to whoever asks. */
class HostApprovalsDisclosureTest {

  private static final ApprovalRequest ADA = ApprovalRequest.of(Approver.subject("ada"));

  private volatile Target denied = new Target(null, null, null);
  private final Mplp mplp =
      MplpRuntime.builder()
          .authorizer(
              act -> {
                if (!act.capability().equals("context.read")) {
                  return Verdict.allowed();
                }
                denied = act.target();
                return Verdict.denied("it is secret");
              })
          .build();

  @AfterEach
  void close() {
    mplp.close(Duration.ofSeconds(5));
  }

  @Test
  void whoMayNotReadAnObject_isNotShownItByAsking() {
    ContextId id = mplp.contexts().open("Secret", Root.of("finance", "staging")).contextId();

    assertThatThrownBy(
            () ->
                mplp.confirms()
                    .request(
                        ApprovalSubject.object(ModuleName.CONTEXT, new ObjectId(id.uuid())), ADA))
        .isInstanceOf(PermissionDeniedException.class)
        .hasMessageContaining("it is secret");

    assertThat(denied.module()).isEqualTo(ModuleName.CONTEXT);
    assertThat(denied.object()).isEqualTo(id.value());
    ApprovalSubject shown = ApprovalSubject.content(id, ConfirmTarget.OTHER, ObjectId.random());
    ApprovalRequest showing = ADA.showing(JsonObject.of("amount", 100));
    assertThat(mplp.confirms().request(shown, showing).content()).isEqualTo(showing.content());
  }
}
