package dev.mplp.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.Principal;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.json.WireCodec;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans, their executions and their approvals over HTTP. */
class PlansOverHttpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static TestServer server;
  private static Context context;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server
        .mplp()
        .handlers()
        .register("writer", call -> StepResult.completed(JsonObject.of("text", "done")));
    server
        .mplp()
        .handlers()
        .register(
            "breaker", call -> StepResult.failed(StepError.permanent("BROKEN", "it never works")));
    context = server.mplp().contexts().open("Writing", Root.of("text", "test"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonObject plan(String role) {
    Plan plan =
        Plan.builder(context.contextId(), "Write", "a text")
            .step("outline", step -> step.description("Outline").role(role))
            .build();
    return WireCodec.standard().toJson(plan);
  }

  private static String created(String role) {
    HttpResponse<String> made = server.send("POST", "/api/v1/plans", plan(role).toString());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return made.headers().firstValue("Location").orElseThrow();
  }

  private static JsonObject ok(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return TestServer.json(answer).asObject();
  }

  private static JsonObject awaited(String path, Predicate<JsonObject> wanted) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      JsonObject seen = ok(server.get(path), 200);
      if (wanted.test(seen)) {
        return seen;
      }
      assertThat(Instant.now()).as(seen.toString()).isBefore(end);
      Thread.onSpinWait();
    }
  }

  private static Predicate<JsonObject> in(String state) {
    return execution -> execution.string("state").orElse("").equals(state);
  }

  @Test
  void plan_isExecutedToItsEnd() {
    String path = created("writer");
    assertThat(ok(server.send("POST", path + "/dry-run", ""), 200).get("obstacles"))
        .hasToString("[]");
    HttpResponse<String> started =
        server.send(
            "POST", path + "/execute", "{\"retry\": {\"max_attempts\": 3}, \"parallelism\": 2}");
    ok(started, 202);
    String execution = started.headers().firstValue("Location").orElseThrow();

    awaited(execution, in("completed"));
    assertThat(server.get(execution + "/outcomes").body()).contains("\"text\":\"done\"");
    assertThat(server.get(path + "/execution").body()).contains(execution.substring(19));
    assertThat(server.get(path).body()).contains("\"status\":\"completed\"");
    assertThat(server.get(path + "/history").body()).contains("plan.created");
    assertThat(ok(server.send("POST", path + "/archive", ""), 200).get("archived"))
        .hasToString("true");
    HttpResponse<String> again = server.send("POST", path + "/execute", "{}");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(409);
    assertThat(server.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(server.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void tagOfAPlan_isAnotherWhenItsStepsMoveOnAndStillNamesTheVersion() {
    String path = created("writer");
    String draft = server.get(path).headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> renamed =
        server.send("PATCH", path, "{\"title\": \"Rewrite\"}", "If-Match", draft);
    assertThat(ok(renamed, 200).string("title")).hasValue("Rewrite");
    String tag = renamed.headers().firstValue("ETag").orElseThrow();
    assertThat(server.send(server.request(path).header("If-None-Match", tag)).statusCode())
        .isEqualTo(304);

    HttpResponse<String> started = server.send("POST", path + "/execute", "");
    awaited(started.headers().firstValue("Location").orElseThrow(), in("completed"));

    HttpResponse<String> after = server.send(server.request(path).header("If-None-Match", tag));
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(server.send("PATCH", path, "{}", "If-Match", draft).statusCode()).isEqualTo(412);
  }

  @Test
  void plan_isLockedForkedAndGivenUp() {
    String path = created("writer");
    ok(server.send("PUT", path + "/lock", "{\"reason\": \"audit\"}"), 200);
    assertThat(ok(server.get(path + "/lock"), 200).string("by")).hasValue("alice");
    HttpResponse<String> locked = server.send("POST", path + "/execute", "");
    assertThat(locked.statusCode()).isEqualTo(409);
    assertThat(locked.body()).contains("\"LOCKED\"");
    assertThat(server.send("DELETE", path + "/lock?reason=over", "").statusCode()).isEqualTo(204);
    assertThat(server.get(path + "/lock").statusCode()).isEqualTo(404);

    HttpResponse<String> fork = server.send("POST", path + "/fork", "{\"title\": \"Copy\"}");
    assertThat(ok(fork, 201).string("title")).hasValue("Copy");
    String copy = fork.headers().firstValue("Location").orElseThrow();
    assertThat(ok(server.get(copy + "/origin"), 200).string("plan_id"))
        .hasValue(path.substring(path.length() - 36));
    assertThat(server.get(path + "/origin").statusCode()).isEqualTo(404);
    assertThat(ok(server.send("POST", copy + "/cancel", "{\"reason\": \"no\"}"), 200).toString())
        .contains("\"cancelled\"");
    assertThat(server.get("/api/v1/plans?context_id=" + context.contextId()).body())
        .contains("\"Copy\"");
  }

  @Test
  void failedExecution_isResumedAndBudgetsAndLimitsAreSet() {
    String path = created("breaker");
    HttpResponse<String> started =
        server.send("POST", path + "/execute", "{\"budget\": {\"steps\": 5}}");
    String execution = started.headers().firstValue("Location").orElseThrow();
    awaited(execution, in("failed"));
    assertThat(ok(server.send("PUT", execution + "/budget", "{\"steps\": 9}"), 200).toString())
        .contains("\"steps\":9");
    HttpResponse<String> resumed = server.send("POST", execution + "/resume", "");
    ok(resumed, 202);
    awaited(execution, in("failed"));
    assertThat(server.get(execution + "/compensation").statusCode()).isEqualTo(404);
    assertThat(ok(server.get("/api/v1/compensations"), 200).get("items")).hasToString("[]");
    assertThat(server.get("/api/v1/compensations?state=running").statusCode()).isEqualTo(422);

    String limit = "{\"role\": \"nobody\", \"kind\": \"concurrency\", \"most\": 2}";
    assertThat(server.send("POST", "/api/v1/limits", limit).statusCode()).isEqualTo(204);
    assertThat(server.get("/api/v1/limits").body()).contains("\"nobody\"", "\"per\":\"PT0S\"");
    assertThat(server.send("DELETE", "/api/v1/limits/concurrency?role=nobody", "").statusCode())
        .isEqualTo(204);
    assertThat(server.get("/api/v1/limits").body()).isEqualTo("[]");
    assertThat(server.get("/api/v1/default-budget").statusCode()).isEqualTo(404);
  }

  @Test
  void approval_isAskedForHandedOnAndGivenToWhatWasSeen() {
    String path = created("writer");
    String policy =
        "{\"policy\": {\"stages\": [{\"seats\": [{\"approver\": {\"kind\": \"subject\", \"name\":"
            + " \"alice\"}}], \"threshold\": 1}], \"delegation_depth\": 1, \"expiry\": {\"kind\":"
            + " \"reject\", \"after\": \"PT24H\"}}, \"reason\": \"four eyes\"}";
    HttpResponse<String> attached = server.send("PUT", path + "/approval-policy", policy);
    assertThat(attached.statusCode()).as(attached.body()).isEqualTo(204);
    assertThat(server.get(path + "/approval-policy").body())
        .contains("\"kind\":\"reject\"", "\"after\":\"PT24H\"", "\"weight\":1");
    assertThat(server.get("/api/v1/approval-policies").body()).contains("\"kind\":\"plan\"");
    String execution =
        server
            .mplp()
            .as(Principal.of("bob"))
            .plans()
            .execute(PlanId.of(path.substring(path.length() - 36)))
            .executionId()
            .value();
    JsonObject waiting = awaited("/api/v1/executions/" + execution, seen -> seen.has("gate"));
    String confirm = "/api/v1/confirms/" + waiting.string("gate").orElseThrow();
    assertThat(server.get("/api/v1/confirms/inbox").body()).contains(confirm.substring(17));
    assertThat(ok(server.get("/api/v1/confirms/inbox/count"), 200).get("waiting").asInt())
        .isEqualTo(1);
    JsonObject approval = ok(server.get(confirm + "/approval"), 200);
    assertThat(approval.get("standing").asObject().string("kind")).hasValue("waiting");

    assertThat(server.send("POST", confirm + "/delegate", "{\"to\": \"carol\"}").statusCode())
        .isEqualTo(200);
    assertThat(server.send("POST", confirm + "/take-back", "").statusCode()).isEqualTo(200);
    HttpResponse<String> blind = server.send("POST", confirm + "/approve", "{\"digest\": \"x\"}");
    assertThat(blind.statusCode()).as(blind.body()).isEqualTo(409);
    assertThat(blind.body()).contains("CONTENT_CHANGED");
    String digest = approval.string("digest").orElseThrow();
    JsonObject given =
        ok(server.send("POST", confirm + "/approve", "{\"digest\": \"" + digest + "\"}"), 200);
    assertThat(given.get("standing").asObject().string("kind")).hasValue("approved");
    awaited("/api/v1/executions/" + execution, in("completed"));
    assertThat(server.get(confirm).body()).contains("\"approved\"");
    assertThat(server.get("/api/v1/confirms/acts?kind=delegated").body()).contains("\"carol\"");
    assertThat(server.get(confirm + "/rounds/1/content").statusCode()).isEqualTo(200);
    assertThat(server.send("DELETE", path + "/approval-policy", "").statusCode()).isEqualTo(204);
  }
}
