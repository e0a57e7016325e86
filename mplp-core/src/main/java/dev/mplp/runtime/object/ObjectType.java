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
import dev.mplp.runtime.store.ProtocolObjects;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
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
          extension -> Map.of("name", extension.name(), "type", extension.extensionType().wire()));

  /** Dialogs, without their messages, found by thread. */
  public static final ObjectType<Dialog> DIALOG =
      new ObjectType<>(
          ModuleName.DIALOG,
          Dialog.class,
          Dialog::contextId,
          dialog ->
              dialog.threadId() == null
                  ? Map.of()
                  : Map.of("thread_id", dialog.threadId().value()));

  /** Collabs, found by mode. */
  public static final ObjectType<Collab> COLLAB =
      new ObjectType<>(
          ModuleName.COLLAB,
          Collab.class,
          Collab::contextId,
          collab -> Map.of("mode", collab.mode().wire()));

  /** Manifests. */
  public static final ObjectType<CoreManifest> CORE = alone(ModuleName.CORE, CoreManifest.class);

  /** Networks, without their nodes. */
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

  /** Index values of an object beside {@code context_id} and {@code status}. */
  public Map<String, String> indexOf(ProtocolObject object) {
    return index.apply(type.cast(object));
  }

  /** Stores an object with its index values over the version that was read, 0 for a new one. */
  public Change put(T object, long version) {
    return put(object, version, contextOf(object));
  }

  /**
   * Stores an object with its index values.
   *
   * @param contextId the Context that it is listed under; null for none
   */
  public Change put(T object, long version, @Nullable ContextId contextId) {
    return ProtocolObjects.put(
        object,
        version,
        contextId == null ? null : contextId.value(),
        Wire.json(object).string("status").orElse(null),
        index.apply(object));
  }
}
