package dev.mplp.runtime.store;

import dev.mplp.NotFoundException;
import dev.mplp.confirm.Confirm;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import dev.mplp.runtime.cache.Reads;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import dev.mplp.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Protocol objects that are stored whole, as their wire form without events. */
public final class ProtocolObjects {

  private final Storage storage;

  /** Objects of this storage. */
  public ProtocolObjects(Storage storage) {
    this.storage = storage;
  }

  /** The object, empty when there is none. */
  public <T extends ProtocolObject> Optional<Versioned<T>> find(
      String tenant, ModuleName module, MplpId id, Class<T> type) {
    return storage
        .get(new DocumentKey(tenant, module.wire(), id.value()))
        .map(document -> read(document, type));
  }

  /**
   * The object.
   *
   * @throws NotFoundException when there is none
   */
  public <T extends ProtocolObject> Versioned<T> get(
      String tenant, ModuleName module, MplpId id, Class<T> type) {
    return find(tenant, module, id, type)
        .orElseThrow(() -> new NotFoundException(module.wire(), id.value()));
  }

  /**
   * The object as somebody sees it who only looks.
   *
   * @throws NotFoundException when there is none
   */
  public static <T extends ProtocolObject> Versioned<T> look(
      Reads reads, String tenant, ModuleName module, MplpId id, Class<T> type) {
    return reads
        .read(
            new DocumentKey(tenant, module.wire(), id.value()),
            copy -> new Versioned<>(Wire.read(type, copy.body()), copy.version()))
        .orElseThrow(() -> new NotFoundException(module.wire(), id.value()));
  }

  /** The object in a document. */
  public static <T extends ProtocolObject> Versioned<T> read(Document document, Class<T> type) {
    return new Versioned<>(Wire.read(type, document.body()), document.version());
  }

  /**
   * Stores an object; a Confirm is also listed under what it is about, a Trace under its plan.
   *
   * @param expectedVersion what was read, 0 for a new one
   * @param contextId the Context that it is listed under, null for none
   * @param status its status, null when it has none
   */
  public static Change put(
      ProtocolObject object,
      long expectedVersion,
      @Nullable String contextId,
      @Nullable String status) {
    return put(object, expectedVersion, contextId, status, Map.of());
  }

  /**
   * Stores an object.
   *
   * @param more index values beside those two
   */
  public static Change put(
      ProtocolObject object,
      long expectedVersion,
      @Nullable String contextId,
      @Nullable String status,
      Map<String, String> more) {
    Map<String, String> index = new LinkedHashMap<>(more);
    if (contextId != null) {
      index.put("context_id", contextId);
    }
    if (status != null) {
      index.put("status", status);
    }
    if (object instanceof Confirm confirm) {
      index.put("target_id", confirm.targetId().value());
    }
    if (object instanceof Trace trace) {
      index.put("status", trace.status().wire());
      if (trace.planId() != null) {
        index.put("plan_id", trace.planId().value());
      }
    }
    return new Change.PutDocument(
        object.module().wire(), object.id().value(), expectedVersion, Wire.bytes(object), index);
  }
}
