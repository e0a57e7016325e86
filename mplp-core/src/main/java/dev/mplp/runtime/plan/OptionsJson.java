package dev.mplp.runtime.plan;

import static dev.mplp.runtime.store.Times.duration;
import static dev.mplp.runtime.store.Times.text;

import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.learning.SampleFamily;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.StepId;
import dev.mplp.model.WireName;
import dev.mplp.plan.CompensationOptions;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.FailurePolicy;
import dev.mplp.plan.Gates;
import dev.mplp.plan.MissingHandler;
import dev.mplp.plan.RetryPolicy;
import dev.mplp.runtime.approval.PolicyJson;
import dev.mplp.runtime.budget.BudgetJson;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link ExecutionOptions} as a member of the execution's record; members it does not know are left
 * out.
 */
final class OptionsJson {

  private OptionsJson() {}

  static JsonObject write(ExecutionOptions options) {
    return JsonObject.builder()
        .put("parallelism", options.parallelism())
        .put("on_failure", options.onFailure().name())
        .put("retry", retry(options.retry()))
        .putIfPresent("step_timeout", text(options.stepTimeout()))
        .putIfPresent("deadline", text(options.deadline()))
        .put("gates", gates(options.gates()))
        .put("missing_handler", options.missingHandler().name())
        .put("max_lost_attempts", options.maxLostAttempts())
        .putIfPresent("idempotency_key", options.idempotencyKey())
        .putIfPresent("traceparent", options.traceparent())
        .putIfPresent(
            "budget", options.budget() == null ? null : BudgetJson.write(options.budget()))
        .putIfPresent("learning", options.learning().isEmpty() ? null : learning(options))
        .put("compensation", compensation(options.compensation()))
        .build();
  }

  static ExecutionOptions read(JsonObject json) {
    JsonValue budget = json.get("budget");
    return new ExecutionOptions(
        Objects.requireNonNull(json.get("parallelism")).asInt(),
        FailurePolicy.valueOf(string(json, "on_failure")),
        retry(member(json, "retry")),
        duration(json, "step_timeout"),
        duration(json, "deadline"),
        gates(member(json, "gates")),
        MissingHandler.valueOf(string(json, "missing_handler")),
        Objects.requireNonNull(json.get("max_lost_attempts")).asInt(),
        json.string("idempotency_key").orElse(null),
        json.string("traceparent").orElse(null),
        budget == null ? null : BudgetJson.read(budget.asObject()),
        learning(json.get("learning")),
        compensation(json.get("compensation")));
  }

  private static List<String> learning(ExecutionOptions options) {
    return options.learning().stream().map(WireName::wire).sorted().toList();
  }

  /** A family that only a later version yields is left out: this one does not. */
  private static Set<SampleFamily> learning(@Nullable JsonValue names) {
    Set<SampleFamily> families = EnumSet.noneOf(SampleFamily.class);
    if (names instanceof JsonArray all) {
      Set<String> told = new HashSet<>();
      all.forEach(name -> told.add(name.asString()));
      ExecutionOptions.LEARNABLE.stream()
          .filter(family -> told.contains(family.wire()))
          .forEach(families::add);
    }
    return families;
  }

  private static JsonObject retry(RetryPolicy retry) {
    return JsonObject.builder()
        .put("max_attempts", retry.maxAttempts())
        .put("initial_delay", text(retry.initialDelay()))
        .put("multiplier", retry.multiplier())
        .put("max_delay", text(retry.maxDelay()))
        .build();
  }

  private static RetryPolicy retry(JsonObject json) {
    return new RetryPolicy(
        Objects.requireNonNull(json.get("max_attempts")).asInt(),
        Objects.requireNonNull(duration(json, "initial_delay")),
        Objects.requireNonNull(json.get("multiplier")).asDouble(),
        Objects.requireNonNull(duration(json, "max_delay")));
  }

  private static JsonObject compensation(CompensationOptions options) {
    return JsonObject.builder()
        .put("retry", retry(options.retry()))
        .putIfPresent("timeout", text(options.timeout()))
        .put("on_cancel", options.onCancel())
        .build();
  }

  /** Executions that were begun by an earlier release have none. */
  private static CompensationOptions compensation(@Nullable JsonValue value) {
    if (value == null) {
      return CompensationOptions.DEFAULT;
    }
    JsonObject json = value.asObject();
    return new CompensationOptions(
        retry(member(json, "retry")),
        duration(json, "timeout"),
        Objects.requireNonNull(json.get("on_cancel")).asBoolean());
  }

  private static JsonObject gates(Gates gates) {
    return JsonObject.builder()
        .putIfPresent("plan", gates.plan() == null ? null : request(gates.plan()))
        .put("roles", requests(gates.roles(), Function.identity()))
        .put("steps", requests(gates.steps(), StepId::value))
        .build();
  }

  private static Gates gates(JsonObject json) {
    Map<String, ApprovalRequest> roles = new LinkedHashMap<>();
    member(json, "roles")
        .members()
        .forEach((role, value) -> roles.put(role, request(value.asObject())));
    Map<StepId, ApprovalRequest> steps = new LinkedHashMap<>();
    member(json, "steps")
        .members()
        .forEach((step, value) -> steps.put(StepId.of(step), request(value.asObject())));
    JsonValue plan = json.get("plan");
    return new Gates(plan == null ? null : request(plan.asObject()), roles, steps);
  }

  private static <K> JsonObject requests(
      Map<K, ApprovalRequest> requests, Function<K, String> name) {
    JsonObject.Builder json = JsonObject.builder();
    requests.forEach((key, request) -> json.put(name.apply(key), request(request)));
    return json.build();
  }

  static JsonObject request(ApprovalRequest request) {
    return PolicyJson.write(request);
  }

  static ApprovalRequest request(JsonObject json) {
    return PolicyJson.request(json);
  }

  private static JsonObject member(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asObject();
  }

  private static String string(JsonObject json, String name) {
    return Objects.requireNonNull(json.get(name), name).asString();
  }
}
