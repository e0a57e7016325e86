package dev.mplp.runtime.extension;

import dev.mplp.event.Watch;
import dev.mplp.extension.Extension;
import dev.mplp.extension.ExtensionFilter;
import dev.mplp.extension.ExtensionStatus;
import dev.mplp.extension.ExtensionSummary;
import dev.mplp.extension.Extensions;
import dev.mplp.model.Cursor;
import dev.mplp.model.ExtensionId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.event.EventService;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.store.Texts;
import dev.mplp.runtime.store.Transitions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Extensions service of a caller. */
public final class ExtensionService implements Extensions {

  private final Caller caller;
  private final EventService events;
  private final ObjectStore<Extension> extensions;

  /** The service of this caller. */
  public ExtensionService(Caller caller, EventService events) {
    this.caller = caller;
    this.events = events;
    this.extensions = new ObjectStore<>(caller, ObjectType.EXTENSION);
  }

  @Override
  public Extension create(Extension extension) {
    return extensions.create(extension);
  }

  @Override
  public Extension get(ExtensionId extensionId) {
    return read(extensionId).value();
  }

  @Override
  public Versioned<Extension> read(ExtensionId extensionId) {
    return extensions.look(extensionId);
  }

  @Override
  public Versioned<Extension> update(Extension extension, long version) {
    return extensions.update(extension, version);
  }

  @Override
  public Extension activate(ExtensionId extensionId) {
    return move(extensionId, "activate", ExtensionStatus.ACTIVE, null);
  }

  @Override
  public Extension deactivate(ExtensionId extensionId, @Nullable String reason) {
    return move(extensionId, "deactivate", ExtensionStatus.INACTIVE, reason);
  }

  @Override
  public Extension deprecate(ExtensionId extensionId, @Nullable String reason) {
    return move(extensionId, "deprecate", ExtensionStatus.DEPRECATED, reason);
  }

  private Extension move(
      ExtensionId extensionId, String action, ExtensionStatus to, @Nullable String reason) {
    return extensions
        .moved(extensionId, action, Transitions.EXTENSION, to, reason, UnaryOperator.identity())
        .value();
  }

  @Override
  public Page<ExtensionSummary> list(ExtensionFilter filter, @Nullable Cursor after, int limit) {
    if (filter.name() != null && !Texts.isStorable(filter.name())) {
      caller.may(ModuleName.EXTENSION, "list", null);
      return Page.last(List.of());
    }
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    where.put("type", filter.type() == null ? null : filter.type().wire());
    where.put("name", filter.name());
    return extensions.list(where, filter.archived(), after, limit, ExtensionService::summary);
  }

  private static ExtensionSummary summary(Versioned<Extension> stored) {
    Extension extension = stored.value();
    return new ExtensionSummary(
        extension.extensionId(),
        extension.contextId(),
        extension.name(),
        extension.extensionType(),
        extension.version(),
        extension.status(),
        stored.version());
  }

  @Override
  public void archive(ExtensionId extensionId) {
    Archive.archive(
        caller,
        ObjectType.EXTENSION,
        extensionId,
        extension -> extension.status() == ExtensionStatus.DEPRECATED,
        "deprecated",
        over -> List.of());
  }

  @Override
  public void purge(ExtensionId extensionId) {
    extensions.purge(
        extensionId,
        extension -> extension.status() == ExtensionStatus.DEPRECATED,
        "deprecated",
        over -> List.of());
  }

  @Override
  public Watch watch(ExtensionId extensionId, long after) {
    return extensions.watch(extensionId, after, events);
  }
}
