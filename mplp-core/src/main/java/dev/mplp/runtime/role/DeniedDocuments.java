package dev.mplp.runtime.role;

import dev.mplp.model.JsonObject;
import dev.mplp.role.DeniedAct;
import dev.mplp.role.DeniedFilter;
import dev.mplp.runtime.object.Listing;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How denied acts are stored: a document for each subject and capability. */
final class DeniedDocuments {

  private DeniedDocuments() {}

  static DeniedAct of(
      String subject,
      String capability,
      long count,
      Instant at,
      @Nullable String object,
      String reason) {
    return new DeniedAct(subject, capability, count, at, at, object, reason);
  }

  /** Adds to what is stored of this subject and capability. */
  static Change put(Storage storage, String tenant, DeniedAct more) {
    String id = more.capability() + '/' + more.subject();
    Optional<Document> found = storage.get(new DocumentKey(tenant, Kinds.DENIED_ACT, id));
    Optional<DeniedAct> former = found.map(DeniedDocuments::read);
    JsonObject body =
        JsonObject.builder()
            .put("subject", more.subject())
            .put("capability", more.capability())
            .put("count", former.map(DeniedAct::count).orElse(0L) + more.count())
            .put("first_at", former.map(DeniedAct::firstAt).orElse(more.firstAt()).toString())
            .put("last_at", more.lastAt().toString())
            .putIfPresent("object", more.lastObject())
            .put("reason", more.lastReason())
            .build();
    return new Change.PutDocument(
        Kinds.DENIED_ACT,
        id,
        found.map(Document::version).orElse(0L),
        Wire.bytes(body),
        Map.of("subject", more.subject(), "capability", more.capability()));
  }

  static Map<String, String> conditions(DeniedFilter filter) {
    Map<String, @Nullable String> where = new HashMap<>();
    where.put("subject", filter.subject());
    where.put("capability", filter.capability());
    return Listing.conditions(where);
  }

  static DeniedAct read(Document document) {
    JsonObject body = Wire.object(document.body());
    return new DeniedAct(
        body.string("subject").orElseThrow(),
        body.string("capability").orElseThrow(),
        Objects.requireNonNull(body.get("count"), "count").asLong(),
        Instant.parse(body.string("first_at").orElseThrow()),
        Instant.parse(body.string("last_at").orElseThrow()),
        body.string("object").orElse(null),
        body.string("reason").orElseThrow());
  }
}
