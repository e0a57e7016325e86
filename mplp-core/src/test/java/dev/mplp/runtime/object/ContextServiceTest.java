package dev.mplp.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.InvalidCursorException;
import dev.mplp.Mplp;
import dev.mplp.MplpException;
import dev.mplp.PermissionDeniedException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextFilter;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.ContextSummary;
import dev.mplp.context.Root;
import dev.mplp.model.Cursor;
import dev.mplp.model.Governance;
import dev.mplp.model.Page;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.spi.Authorizer.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextServiceTest {

  private static final Root ROOT = Root.of("finance", "staging");

  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private final Set<String> denied = new ConcurrentSkipListSet<>();
  private final Mplp mplp =
      MplpRuntime.builder()
          .authorizer(
              act -> {
                asked.add(act.capability());
                return denied.contains(act.capability())
                    ? Verdict.denied("not on a Sunday")
                    : Verdict.allowed();
              })
          .build();

  @AfterEach
  void close() {
    mplp.close();
  }

  @Test
  void update_overTheVersionRead_keepsCreationAndStatus() {
    Context created = mplp.contexts().open("Loan 4711", ROOT);
    Versioned<Context> read = mplp.contexts().read(created.contextId());
    assertThat(read).isEqualTo(new Versioned<>(created, 1));
    Context changed =
        read.value().toBuilder().title("Loan 4712").createdAt(null).summary("urgent").build();
    Versioned<Context> updated =
        mplp.as(Principal.of("bob")).contexts().update(changed, read.version());
    assertThat(mplp.contexts().read(created.contextId())).isEqualTo(updated);
    assertThat(updated.version()).isEqualTo(2);
    assertThat(updated.value().title()).isEqualTo("Loan 4712");
    assertThat(updated.value().createdAt()).isEqualTo(created.createdAt());
    assertThat(updated.value().meta().createdBy()).isEqualTo("system");
    assertThat(updated.value().meta().updatedBy()).isEqualTo("bob");
    assertThat(updated.value().updatedAt())
        .isNotNull()
        .isEqualTo(updated.value().meta().updatedAt());
  }

  @Test
  void update_ofAnotherVersion_isRefusedAndChangesNothing() {
    Context created = mplp.contexts().open("Loan 4711", ROOT);
    Versioned<Context> second =
        mplp.contexts().update(created.toBuilder().title("second").build(), 1);
    for (long stale : new long[] {0, 1, 3}) {
      assertThatThrownBy(
              () -> mplp.contexts().update(created.toBuilder().title("third").build(), stale))
          .isInstanceOf(ConflictException.class)
          .extracting(e -> ((MplpException) e).code())
          .isEqualTo("VERSION_CONFLICT");
    }
    assertThat(mplp.contexts().read(created.contextId())).isEqualTo(second);
  }

  @Test
  void update_ofTheStatus_isRefusedByName() {
    Context created = mplp.contexts().open("Loan 4711", ROOT);
    assertThatThrownBy(() -> mplp.contexts().update(created.withStatus(ContextStatus.ARCHIVED), 1))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("status of context " + created.contextId())
        .hasMessageContaining("transitions");
    assertThat(mplp.contexts().read(created.contextId()).version()).isEqualTo(1);
  }

  @Test
  void locked_isNeitherUpdatedNorMoved() {
    Governance lock = Governance.builder().locked(true).build();
    Context created =
        mplp.contexts().create(Context.builder(ROOT, "kept").governance(lock).build());
    assertThatThrownBy(() -> mplp.contexts().update(created, 1)).hasMessageContaining("locked");
    assertThatThrownBy(() -> mplp.contexts().activate(created.contextId()))
        .hasMessageContaining("locked");
  }

  @Test
  void list_byStatus_goesOnWithItsOwnCursorOnly() {
    List<Context> open = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      open.add(mplp.contexts().open("Loan " + i, ROOT));
      mplp.contexts().create(Context.builder(ROOT, "draft " + i).build());
    }
    mplp.as(Principal.of(Tenant.of("other"), "eve")).contexts().open("theirs", ROOT);
    ContextFilter active = ContextFilter.all().withStatus(ContextStatus.ACTIVE);
    List<ContextSummary> listed = new ArrayList<>();
    Cursor after = null;
    int pages = 0;
    do {
      Page<ContextSummary> page = mplp.contexts().list(active, after, 3);
      listed.addAll(page.items());
      after = page.next();
      pages++;
    } while (after != null);
    assertThat(pages).isEqualTo(3);
    assertThat(listed)
        .extracting(ContextSummary::contextId)
        .isEqualTo(open.stream().map(Context::contextId).toList());
    assertThat(mplp.contexts().list(ContextFilter.all(), null, 14).next()).isNull();
    Cursor ofActive = mplp.contexts().list(active, null, 2).next();
    assertThatThrownBy(() -> mplp.contexts().list(ContextFilter.all(), ofActive, 2))
        .isInstanceOf(InvalidCursorException.class);
    assertThatThrownBy(() -> mplp.contexts().list(active, null, 501))
        .hasMessageContaining("1 to 500");
  }

  @Test
  void everyCall_ofTheService_asksTheAuthorizer() {
    Context context = mplp.contexts().open("Loan 4711", ROOT);
    mplp.contexts().suspend(context.contextId(), null);
    mplp.contexts().activate(context.contextId());
    mplp.contexts().update(mplp.contexts().get(context.contextId()), 3);
    mplp.contexts().list(ContextFilter.all(), null, 1);
    mplp.contexts().close(context.contextId(), null);
    mplp.contexts().archive(context.contextId());
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "context.create",
            "context.read",
            "context.update",
            "context.list",
            "context.suspend",
            "context.activate",
            "context.close",
            "context.archive");
  }

  @Test
  void deniedAct_namesSubjectCapabilityAndObject() {
    Context context = mplp.contexts().open("Loan 4711", ROOT);
    denied.add("context.close");
    assertThatThrownBy(
            () -> mplp.as(Principal.of("eve")).contexts().close(context.contextId(), null))
        .isInstanceOf(PermissionDeniedException.class)
        .hasMessageContaining("eve")
        .hasMessageContaining("context.close")
        .hasMessageContaining(context.contextId().value())
        .hasMessageContaining("not on a Sunday");
    assertThat(mplp.contexts().get(context.contextId()).status()).isEqualTo(ContextStatus.ACTIVE);
  }
}
