package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.ConflictException;
import dev.mplp.FlowException;
import dev.mplp.NotFoundException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.context.Verification;
import dev.mplp.dialog.Dialog;
import dev.mplp.flow.Flow;
import dev.mplp.flow.ObjectImport;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import dev.mplp.role.Role;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Roles and manifests name no Context, but those that were imported with one go with it, whatever
 * becomes of them: they are exported with it, and its log tells all of them.
 */
public abstract class AdoptedContract extends ServiceKit {

  private final Context imported =
      Context.builder(Root.of("finance", "staging"), "Imported")
          .status(ContextStatus.ACTIVE)
          .build();
  private final Role role = Role.builder("auditor").capabilities(List.of("plan.read")).build();
  private final CoreManifest manifest =
      CoreManifest.builder(
              Arrays.stream(ModuleName.values())
                  .map(name -> CoreModule.builder(name, "1.0.0", ModuleStatus.ENABLED).build())
                  .toList())
          .build();

  /** For the storages. */
  protected AdoptedContract() {}

  @BeforeEach
  void adopt() {
    mplp().flows().importFlow(new Flow(List.of(imported, role, manifest)));
  }

  private ContextId id() {
    return imported.contextId();
  }

  private List<ProtocolObject> exported() {
    return another().flows().exportContext(id()).objects();
  }

  private void isWhatTheLogTells() {
    Verification verification = mplp().contexts().verify(id());
    assertThat(verification.findings()).filteredOn(Verification.Finding::isError).isEmpty();
    assertThat(mplp().contexts().graphFromLog(id())).isEqualTo(mplp().contexts().graph(id()));
  }

  @Test
  void role_thatIsUpdatedAndGrantedMore_staysWithItsContext() {
    Versioned<Role> read = mplp().roles().read(role.roleId());
    mplp().roles().update(read.value().toBuilder().description("looks").build(), read.version());
    mplp().roles().grant(role.roleId(), "trace.read");
    Role now = mplp().roles().revoke(role.roleId(), "plan.read");
    assertThat(now.capabilities()).containsExactly("trace.read");
    assertThat(exported()).contains(now);
    isWhatTheLogTells();
  }

  @Test
  void manifest_thatIsActivatedAndSwitched_staysWithItsContext() {
    mplp().manifests().activate(manifest.coreId());
    CoreManifest switched =
        mplp().manifests().switchModule(ModuleName.NETWORK, ModuleStatus.DISABLED, null);
    assertThat(switched.status()).isEqualTo(CoreStatus.ACTIVE);
    assertThat(exported()).contains(switched);
    isWhatTheLogTells();
    CoreManifest gone = mplp().manifests().deprecate(manifest.coreId(), "old");
    assertThat(exported()).contains(gone);
    isWhatTheLogTells();
  }

  @Test
  void role_thatIsPurged_isGoneFromItsContextAndFromItsLog() {
    mplp().roles().grant(role.roleId(), "trace.read");
    mplp().roles().purge(role.roleId());
    assertThat(exported()).noneMatch(Role.class::isInstance);
    isWhatTheLogTells();
  }

  @Test
  void role_ofTheTenantAlone_goesWithNoContext() {
    Role own = mplp().roles().create(Role.builder("clerk").build());
    mplp().roles().grant(own.roleId(), "plan.read");
    assertThat(exported()).filteredOn(Role.class::isInstance).containsExactly(role);
    isWhatTheLogTells();
  }

  @Test
  void objectsOneByOne_areAdoptedInTheirContextAlone_andOnce() {
    Context context = Context.builder(Root.of("finance", "staging"), "One by one").build();
    Dialog dialog = Dialog.builder(context.contextId()).build();
    Role clerk = Role.builder("clerk").build();
    ObjectImport into = mplp().flows().importInto(context.contextId());

    assertThatThrownBy(() -> into.adopt(clerk)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> into.adopt(imported)).isInstanceOf(FlowException.class);
    assertThat(into.adopt(context)).isTrue();
    assertThat(into.adopt(clerk)).isTrue();
    assertThat(into.adopt(dialog)).isTrue();
    assertThatThrownBy(() -> into.adopt(Dialog.builder(id()).build()))
        .isInstanceOf(FlowException.class)
        .hasMessageContaining(id().value());

    ObjectImport again = another().flows().importInto(context.contextId());
    assertThat(again.adopt(dialog)).isFalse();
    assertThat(again.adopt(clerk)).isFalse();
    assertThatThrownBy(() -> again.adopt(clerk.toBuilder().description("other").build()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("another content");
    assertThat(another().flows().exportContext(context.contextId()).objects())
        .containsExactlyInAnyOrder(context, clerk, dialog);
  }
}
