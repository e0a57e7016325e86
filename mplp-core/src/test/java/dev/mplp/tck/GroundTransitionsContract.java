package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.MplpException;
import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.flow.Flow;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.manifest.CoreModule;
import dev.mplp.manifest.CoreStatus;
import dev.mplp.manifest.ModuleStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.CoreId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.WireName;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every pair of statuses of Contexts, manifests and their modules: what is legal is done, anything
 * else is refused and changes nothing.
 */
public abstract class GroundTransitionsContract extends ServiceKit {

  private static final Root ROOT = Root.of("finance", "staging");

  private static final Map<ContextStatus, Set<ContextStatus>> CONTEXT =
      Map.of(
          ContextStatus.DRAFT, Set.of(ContextStatus.ACTIVE, ContextStatus.CLOSED),
          ContextStatus.ACTIVE, Set.of(ContextStatus.SUSPENDED, ContextStatus.CLOSED),
          ContextStatus.SUSPENDED, Set.of(ContextStatus.ACTIVE, ContextStatus.CLOSED),
          ContextStatus.CLOSED, Set.of(ContextStatus.ARCHIVED),
          ContextStatus.ARCHIVED, Set.of());

  private static final Map<CoreStatus, Set<CoreStatus>> CORE =
      Map.of(
          CoreStatus.DRAFT, Set.of(CoreStatus.ACTIVE),
          CoreStatus.ACTIVE, Set.of(CoreStatus.DEPRECATED),
          CoreStatus.DEPRECATED, Set.of(CoreStatus.ARCHIVED),
          CoreStatus.ARCHIVED, Set.of());

  private static <S extends WireName> void refusedFrom(S from, Set<S> allowed, Runnable move) {
    MplpException refused = refused("INVALID_TRANSITION", move::run);
    assertThat(refused).hasMessageContaining(" is " + from.wire() + " and cannot become ");
    allowed.forEach(to -> assertThat(refused).hasMessageContaining(to.wire()));
  }

  @Test
  void contexts() {
    for (ContextStatus from : ContextStatus.values()) {
      for (ContextStatus to : EnumSet.complementOf(EnumSet.of(ContextStatus.DRAFT))) {
        Context context = Context.builder(ROOT, from + " to " + to).status(from).build();
        mplp().flows().importFlow(new Flow(List.of(context)));
        ContextId id = context.contextId();
        if (CONTEXT.get(from).contains(to)) {
          assertThat(move(id, to).status()).isEqualTo(to);
          assertThat(mplp().contexts().get(id).status()).isEqualTo(to);
        } else {
          refusedFrom(from, CONTEXT.get(from), () -> move(id, to));
          assertThat(mplp().contexts().read(id).version()).isEqualTo(1);
        }
      }
    }
  }

  private Context move(ContextId id, ContextStatus to) {
    return switch (to) {
      case ACTIVE -> mplp().contexts().activate(id);
      case SUSPENDED -> mplp().contexts().suspend(id, null);
      case CLOSED -> mplp().contexts().close(id, null);
      case ARCHIVED -> mplp().contexts().archive(id);
      case DRAFT -> throw new AssertionError("nothing becomes a draft");
    };
  }

  private static CoreManifest manifest(CoreStatus status, ModuleStatus dialog) {
    return CoreManifest.builder(
            List.of(
                CoreModule.builder(ModuleName.CONTEXT, "1.0.0", ModuleStatus.ENABLED).build(),
                CoreModule.builder(ModuleName.DIALOG, "1.0.0", dialog).build()))
        .status(status)
        .build();
  }

  @Test
  void manifests() {
    for (CoreStatus from : CoreStatus.values()) {
      for (CoreStatus to : EnumSet.complementOf(EnumSet.of(CoreStatus.DRAFT))) {
        CoreManifest manifest = manifest(from, ModuleStatus.ENABLED);
        mplp()
            .flows()
            .importFlow(new Flow(List.of(Context.builder(ROOT, "of it").build(), manifest)));
        CoreId id = manifest.coreId();
        if (CORE.get(from).contains(to)) {
          assertThat(move(id, to).status()).isEqualTo(to);
          assertThat(mplp().manifests().get(id).status()).isEqualTo(to);
        } else {
          refusedFrom(from, CORE.get(from), () -> move(id, to));
          assertThat(mplp().manifests().read(id).version()).isEqualTo(1);
        }
      }
    }
  }

  private CoreManifest move(CoreId id, CoreStatus to) {
    return switch (to) {
      case ACTIVE -> mplp().manifests().activate(id);
      case DEPRECATED -> mplp().manifests().deprecate(id, null);
      case ARCHIVED -> mplp().manifests().archive(id);
      case DRAFT -> throw new AssertionError("nothing becomes a draft");
    };
  }

  @Test
  void modules() {
    for (ModuleStatus from : ModuleStatus.values()) {
      for (ModuleStatus to : ModuleStatus.values()) {
        CoreManifest manifest = mplp().manifests().create(manifest(CoreStatus.DRAFT, from));
        mplp().manifests().activate(manifest.coreId());
        if (from == to) {
          refusedFrom(
              from,
              EnumSet.complementOf(EnumSet.of(from)),
              () -> mplp().manifests().switchModule(ModuleName.DIALOG, to, null));
        } else {
          CoreManifest switched = mplp().manifests().switchModule(ModuleName.DIALOG, to, null);
          assertThat(switched.modules().get(1).status()).isEqualTo(to);
          assertThat(mplp().manifests().active()).contains(switched);
        }
      }
    }
  }
}
