package dev.mplp.runtime.object;

import dev.mplp.collab.Collab;
import dev.mplp.confirm.Confirm;
import dev.mplp.context.Context;
import dev.mplp.dialog.Dialog;
import dev.mplp.extension.Extension;
import dev.mplp.manifest.CoreManifest;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.network.Network;
import dev.mplp.plan.Plan;
import dev.mplp.role.Role;
import dev.mplp.trace.Trace;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the shared code has to know of the objects of a module.
 *
 * @param module whose objects
 * @param type their record
 * @param context the Context that an object belongs to; null for none
 * @param index index values beside {@code context_id} and {@code status}
 */
public record ObjectType<T extends ProtocolObject>(
    ModuleName module,
    Class<T> type,
    Function<T, @Nullable ContextId> context,
    Function<T, Map<String, String>> index) {

  /** Contexts, each listed under itself. */
  public static final ObjectType<Context> CONTEXT =
      in(ModuleName.CONTEXT, Context.class, Context::contextId);

  /** Plans. */
  public static final ObjectType<Plan> PLAN = in(ModuleName.PLAN, Plan.class, Plan::contextId);

  /** Confirms: they belong to the Context of what they are about. */
  public static final ObjectType<Confirm> CONFIRM = alone(ModuleName.CONFIRM, Confirm.class);

  /** Traces. */
  public static final ObjectType<Trace> TRACE = in(ModuleName.TRACE, Trace.class, Trace::contextId);

  /** Roles, found by name. */
  public static final ObjectType<Role> ROLE =
      new ObjectType<>(
          ModuleName.ROLE, Role.class, role -> null, role -> Map.of("name", role.name()));

  /** Extensions, found by name. */
  public static final ObjectType<Extension> EXTENSION =
      new ObjectType<>(
          ModuleName.EXTENSION,
          Extension.class,
          Extension::contextId,
          extension -> Map.of("name", extension.name()));

  /** Dialogs. */
  public static final ObjectType<Dialog> DIALOG =
      in(ModuleName.DIALOG, Dialog.class, Dialog::contextId);

  /** Collabs. */
  public static final ObjectType<Collab> COLLAB =
      in(ModuleName.COLLAB, Collab.class, Collab::contextId);

  /** Manifests. */
  public static final ObjectType<CoreManifest> CORE = alone(ModuleName.CORE, CoreManifest.class);

  /** Networks. */
  public static final ObjectType<Network> NETWORK =
      in(ModuleName.NETWORK, Network.class, Network::contextId);

  private static <T extends ProtocolObject> ObjectType<T> in(
      ModuleName module, Class<T> type, Function<T, @Nullable ContextId> context) {
    return new ObjectType<>(module, type, context, object -> Map.of());
  }

  private static <T extends ProtocolObject> ObjectType<T> alone(ModuleName module, Class<T> type) {
    return new ObjectType<>(module, type, object -> null, object -> Map.of());
  }

  /** The type of a module's objects. */
  public static ObjectType<?> of(ModuleName module) {
    return switch (module) {
      case CONTEXT -> CONTEXT;
      case PLAN -> PLAN;
      case CONFIRM -> CONFIRM;
      case TRACE -> TRACE;
      case ROLE -> ROLE;
      case EXTENSION -> EXTENSION;
      case DIALOG -> DIALOG;
      case COLLAB -> COLLAB;
      case CORE -> CORE;
      case NETWORK -> NETWORK;
    };
  }

  /** The object of this type, with its id, for messages. */
  public String name(MplpId id) {
    return module.wire() + ' ' + id;
  }

  /** The Context that an object belongs to; null for none. */
  public @Nullable ContextId contextOf(ProtocolObject object) {
    return context.apply(type.cast(object));
  }
}
