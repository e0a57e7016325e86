package dev.mplp.runtime.approval;

import static dev.mplp.runtime.store.Times.duration;
import static dev.mplp.runtime.store.Times.text;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.Seat;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requests and policies as members of runtime records. */
public final class PolicyJson {

  private PolicyJson() {}

  /** A request. */
  public static JsonObject write(ApprovalRequest request) {
    return JsonObject.builder()
        .put("policy", write(request.policy()))
        .putIfPresent("reason", request.reason())
        .put("content", request.content())
        .build();
  }

  /** The request that was written. */
  public static ApprovalRequest request(JsonObject json) {
    return new ApprovalRequest(
        policyIn(json), json.string("reason").orElse(null), member(json, "content").asObject());
  }

  /** The policy of a record; records of the first format name one approver instead. */
  public static ApprovalPolicy policyIn(JsonObject json) {
    JsonValue policy = json.get("policy");
    return policy == null
        ? ApprovalPolicy.single(
            new Approver(
                Approver.Kind.valueOf(string(json, "approver_kind")), string(json, "approver")))
        : policy(policy.asObject());
  }

  /** A policy. */
  public static JsonObject write(ApprovalPolicy policy) {
    return JsonObject.builder()
        .put("stages", policy.stages().stream().map(PolicyJson::stage).toList())
        .putIfPresent("expiry", policy.expiry() == null ? null : expiry(policy.expiry()))
        .putIfPresent("reminder", text(policy.reminder()))
        .put("delegation_depth", policy.delegationDepth())
        .put("revisable", policy.revisable())
        .build();
  }

  private static ApprovalPolicy policy(JsonObject json) {
    JsonValue expiry = json.get("expiry");
    return new ApprovalPolicy(
        objects(json, "stages").stream().map(PolicyJson::stage).toList(),
        expiry == null ? null : expiry(expiry.asObject()),
        duration(json, "reminder"),
        member(json, "delegation_depth").asInt(),
        member(json, "revisable").asBoolean());
  }

  private static JsonObject stage(ApprovalStage stage) {
    return JsonObject.of(
        "seats",
        stage.seats().stream()
            .map(seat -> approver(seat.approver()).toBuilder().put("weight", seat.weight()).build())
            .toList(),
        "threshold",
        stage.threshold());
  }

  private static ApprovalStage stage(JsonObject json) {
    return new ApprovalStage(
        objects(json, "seats").stream()
            .map(seat -> new Seat(approver(seat), member(seat, "weight").asInt()))
            .toList(),
        member(json, "threshold").asInt());
  }

  static JsonObject approver(Approver approver) {
    return JsonObject.of("kind", approver.kind().name(), "name", approver.name());
  }

  static Approver approver(JsonObject json) {
    return new Approver(Approver.Kind.valueOf(string(json, "kind")), string(json, "name"));
  }

  private static JsonObject expiry(Expiry expiry) {
    JsonObject.Builder json = JsonObject.builder().put("after", text(expiry.after()));
    if (expiry instanceof Expiry.Extend extend) {
      json.put("by", text(extend.by())).put("times", extend.times());
    } else if (expiry instanceof Expiry.Escalate escalate) {
      json.put(
          "chain",
          escalate.chain().stream()
              .map(
                  level ->
                      JsonObject.builder()
                          .put("stage", stage(level.stage()))
                          .put("after", text(level.after()))
                          .build())
              .toList());
    }
    return json.build();
  }

  private static Expiry expiry(JsonObject json) {
    if (json.has("chain")) {
      List<Expiry.Level> chain =
          objects(json, "chain").stream()
              .map(
                  level ->
                      new Expiry.Level(
                          stage(member(level, "stage").asObject()),
                          Objects.requireNonNull(duration(level, "after"))))
              .toList();
      return new Expiry.Escalate(Objects.requireNonNull(duration(json, "after")), chain);
    }
    if (json.has("by")) {
      return new Expiry.Extend(
          Objects.requireNonNull(duration(json, "after")),
          Objects.requireNonNull(duration(json, "by")),
          member(json, "times").asInt());
    }
    return new Expiry.Reject(Objects.requireNonNull(duration(json, "after")));
  }

  static List<JsonObject> objects(JsonObject json, String name) {
    return member(json, name).asArray().values().stream().map(JsonValue::asObject).toList();
  }

  static String string(JsonObject json, String name) {
    return member(json, name).asString();
  }

  static JsonValue member(JsonObject json, String name) {
    @Nullable JsonValue value = json.get(name);
    return Objects.requireNonNull(value, name);
  }
}
