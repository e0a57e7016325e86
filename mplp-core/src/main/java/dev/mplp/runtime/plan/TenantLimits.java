package dev.mplp.runtime.plan;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.plan.Limit;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The limits of a tenant as they were set; the storage goes by what {@link #change} tells it in the
 * same commit.
 *
 * @param version of the document, 0 when there is none
 */
record TenantLimits(long version, List<Limit> limits) {

  private static final String ID = "limits";

  static TenantLimits of(Storage storage, String tenant) {
    return storage
        .get(new DocumentKey(tenant, Kinds.LIMITS, ID))
        .map(
            document ->
                new TenantLimits(
                    document.version(),
                    Wire.value(document.body()).asArray().values().stream()
                        .flatMap(value -> read(value.asObject()).stream())
                        .toList()))
        .orElse(new TenantLimits(0, List.of()));
  }

  /** Empty for a kind of a later version, which stays with the storage. */
  private static Optional<Limit> read(JsonObject json) {
    String name = json.string("kind").orElse("");
    for (Limit.Kind kind : Limit.Kind.values()) {
      if (kind.wire().equals(name)) {
        return Optional.of(
            new Limit(
                json.string("role").orElse(null),
                kind,
                Objects.requireNonNull(json.get("most"), "most").asInt(),
                Objects.requireNonNullElse(Times.duration(json, "per"), Duration.ZERO)));
      }
    }
    return Optional.empty();
  }

  private static JsonValue write(Limit limit) {
    return JsonObject.builder()
        .putIfPresent("role", limit.role())
        .put("kind", limit.kind().wire())
        .put("most", limit.most())
        .put("per", limit.per().toString())
        .build();
  }

  /** The limit of the same kind and role. */
  Optional<Limit> like(Limit other) {
    return limits.stream().filter(limit -> isLike(limit, other)).findFirst();
  }

  private static boolean isLike(Limit one, Limit other) {
    return one.kind() == other.kind() && Objects.equals(one.role(), other.role());
  }

  TenantLimits without(Limit other) {
    return new TenantLimits(
        version, limits.stream().filter(limit -> !isLike(limit, other)).toList());
  }

  TenantLimits with(Limit limit) {
    List<Limit> all = new ArrayList<>(without(limit).limits);
    all.add(limit);
    return new TenantLimits(version, all);
  }

  /** Stores them over the version that was read. */
  Change put() {
    JsonArray json = new JsonArray(limits.stream().map(TenantLimits::write).toList());
    return new Change.PutDocument(Kinds.LIMITS, ID, version, Wire.bytes(json), Map.of());
  }

  /**
   * What the storage goes by.
   *
   * @param isSet false when it is taken away
   */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  static Change change(Limit limit, boolean isSet) {
    Change.LimitOf of =
        limit.kind() == Limit.Kind.RATE ? Change.LimitOf.BEGUN : Change.LimitOf.RUNNING;
    return new Change.LimitSteps(limit.role(), of, isSet ? limit.most() : 0, limit.per());
  }
}
