package dev.mplp.runtime.confirm;

import dev.mplp.confirm.Confirm;
import dev.mplp.confirm.ConfirmFilter;
import dev.mplp.confirm.ConfirmSummary;
import dev.mplp.model.ContextId;
import dev.mplp.model.Cursor;
import dev.mplp.model.Page;
import dev.mplp.runtime.object.Archive;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import dev.mplp.spi.Storage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Confirms by Context, status and target, at the cost of the page. */
final class ConfirmList {

  private ConfirmList() {}

  static Page<ConfirmSummary> page(
      Storage storage, String tenant, ConfirmFilter filter, @Nullable Cursor after, int limit) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("context_id", filter.contextId() == null ? null : filter.contextId().value());
    where.put("status", filter.status() == null ? null : filter.status().wire());
    where.put("target_id", filter.targetId() == null ? null : filter.targetId().value());
    return Archive.page(
        storage,
        tenant,
        Kinds.CONFIRM,
        Listing.conditions(where),
        filter.archived(),
        after,
        limit,
        ConfirmList::summary);
  }

  private static ConfirmSummary summary(Document document) {
    Confirm confirm = Wire.read(Confirm.class, document.body());
    String context = document.index().get("context_id");
    return new ConfirmSummary(
        confirm.confirmId(),
        context == null ? null : ContextId.of(context),
        confirm.targetType(),
        confirm.targetId(),
        confirm.status(),
        confirm.requestedByRole(),
        confirm.requestedAt(),
        confirm.decisions() == null ? 0 : confirm.decisions().size());
  }
}
