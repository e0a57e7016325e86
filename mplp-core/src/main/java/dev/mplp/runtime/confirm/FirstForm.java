package dev.mplp.runtime.confirm;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.approval.Course;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentQuery;
import dev.mplp.spi.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records of approvals in the first form, as earlier versions stored them: with one approver, a
 * list of rounds and one of acts. While such a one is pending, it carries the index value {@value
 * #WAITING_FOR} itself, and is its own entry in the inbox. The first act on it makes it one of the
 * present form.
 */
final class FirstForm {

  private static final String WAITING_FOR = "waiting_for";

  private FirstForm() {}

  static boolean is(JsonObject json) {
    return !json.has("course");
  }

  /** Whether it can still be decided. */
  static boolean isOpen(Document document) {
    return document.index().containsKey(WAITING_FOR);
  }

  static Course course(JsonObject json) {
    List<JsonValue> rounds = member(json, "rounds").asArray().values();
    JsonObject last = rounds.get(rounds.size() - 1).asObject();
    return new Course(
        rounds.size(),
        member(last, "digest").asString(),
        Instant.parse(member(last, "at").asString()),
        0,
        0,
        0,
        false,
        null,
        null,
        List.of(),
        List.of());
  }

  static @Nullable String decider(JsonObject json) {
    List<JsonValue> acts = member(json, "acts").asArray().values();
    return acts.isEmpty()
        ? null
        : member(acts.get(acts.size() - 1).asObject(), "subject").asString();
  }

  /** What waits for the approver with this key of an inbox. */
  static List<Document> waiting(Storage storage, String tenant, String key, long from, int limit) {
    return storage.list(
        new DocumentQuery(tenant, Kinds.APPROVAL, Map.of(WAITING_FOR, key), from, limit));
  }

  /** Its entry in the inbox. */
  static InboxEntry entry(ApprovalRecord record) {
    return InboxEntry.of(
        record,
        record.course(),
        record.policy().stages().get(0).seats().get(0).approver(),
        null,
        List.of());
  }

  private static JsonValue member(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }
}
