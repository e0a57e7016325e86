package dev.mplp.runtime.confirm;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored beside the record of an approval; only who changes the record changes it.
 *
 * @param acts how many acts
 * @param contents up to which round the content is stored
 * @param inbox the versions of its entries in inboxes, by {@link Inbox#key}
 * @param timer when its timer is due; null when there is none
 */
record Filed(int acts, int contents, Map<String, Long> inbox, @Nullable Instant timer) {

  static final Filed NONE = new Filed(0, 0, Map.of(), null);

  /** Of the first form, which kept the content of a step's gate, and nothing else beside it. */
  static Filed ofFirstForm(Gate gate) {
    return NONE.withContents(gate.step() == null ? 0 : 1);
  }

  /** Copies the map. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  Filed {
    inbox = Map.copyOf(inbox);
  }

  Filed withActs(int acts) {
    return new Filed(acts, contents, inbox, timer);
  }

  Filed withContents(int contents) {
    return new Filed(acts, contents, inbox, timer);
  }

  Filed withInbox(Map<String, Long> inbox) {
    return new Filed(acts, contents, inbox, timer);
  }

  Filed withTimer(@Nullable Instant timer) {
    return new Filed(acts, contents, inbox, timer);
  }

  JsonObject toJson() {
    JsonObject.Builder versions = JsonObject.builder();
    inbox.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> versions.put(entry.getKey(), entry.getValue()));
    return JsonObject.builder()
        .put("acts", acts)
        .put("contents", contents)
        .put("inbox", versions.build())
        .putIfPresent("timer", Times.text(timer))
        .build();
  }

  static Filed of(JsonObject json) {
    Map<String, Long> inbox = new LinkedHashMap<>();
    member(json, "inbox")
        .asObject()
        .members()
        .forEach((key, version) -> inbox.put(key, version.asLong()));
    return new Filed(
        member(json, "acts").asInt(),
        member(json, "contents").asInt(),
        inbox,
        Times.instant(json, "timer"));
  }

  private static JsonValue member(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name);
  }
}
