package dev.mplp.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.context.ContextStatus;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contexts from their making to their end, over HTTP. */
class ContextsOverHttpTest {

  private static final String OPEN =
      "{\"title\": \"Refactoring\", \"root\": {\"domain\": \"code\", \"environment\": \"test\"}}";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonObject open() {
    HttpResponse<String> opened = server.send("POST", "/api/v1/contexts/open", OPEN);
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    JsonObject context = TestServer.json(opened).asObject();
    assertThat(opened.headers().firstValue("Location"))
        .hasValue("/api/v1/contexts/" + context.string("context_id").orElseThrow());
    return context;
  }

  private static String path(JsonObject context) {
    return "/api/v1/contexts/" + context.string("context_id").orElseThrow();
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void patch_ofOneObject_changesNoOther() {
    JsonObject one = open();
    JsonObject other = open();
    String patch = JsonObject.of("context_id", other.get("context_id"), "title", "Mine").toString();

    HttpResponse<String> refused = server.send("PATCH", path(one), patch, "If-Match", "\"1\"");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains("/context_id", "const");
    assertThat(TestServer.json(server.get(path(other)))).isEqualTo(other);
  }

  @Test
  void context_isCreatedReadAndListed() {
    JsonObject context = open();
    String id = context.string("context_id").orElseThrow();

    HttpResponse<String> read = server.get(path(context));
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(TestServer.json(read)).isEqualTo(context);
    assertThat(read.headers().firstValue("Content-Type")).hasValue("application/json");

    String copy = ContextId.random().value();
    HttpResponse<String> created =
        server.send("POST", "/api/v1/contexts", context.with("context_id", copy).toString());
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    HttpResponse<String> again =
        server.send("POST", "/api/v1/contexts", context.with("context_id", copy).toString());
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(code(again)).isEqualTo("ALREADY_EXISTS");

    assertThat(server.get("/api/v1/contexts?limit=500").body()).contains(id, copy);
    JsonObject page = TestServer.json(server.get("/api/v1/contexts?limit=1")).asObject();
    String next = page.string("next").orElseThrow();
    assertThat(server.get("/api/v1/contexts?limit=1&after=" + next).statusCode()).isEqualTo(200);
    assertThat(server.get("/api/v1/contexts?status=active&archived=any").body()).contains(id);
  }

  @Test
  void context_isReplacedAndPatchedOverTheVersionThatWasRead() {
    JsonObject context = open();
    String path = path(context);
    String first = tag(server.get(path));

    HttpResponse<String> put =
        server.send("PUT", path, context.with("title", "New").toString(), "If-Match", first);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(tag(put)).isNotEqualTo(first);

    String merge = "{\"summary\": \"why\", \"root\": {\"entry_point\": \"here\", \"team\": \"b\"}}";
    HttpResponse<String> patched =
        server.send(
            "PATCH",
            path,
            merge,
            "If-Match",
            tag(put),
            "Content-Type",
            "application/merge-patch+json");
    assertThat(patched.statusCode()).as(patched.body()).isEqualTo(200);
    JsonObject now = TestServer.json(patched).asObject();
    assertThat(now.string("title")).hasValue("New");
    assertThat(now.get("root"))
        .hasToString(
            "{\"domain\":\"code\",\"environment\":\"test\",\"entry_point\":\"here\",\"team\":\"b\"}");
    HttpResponse<String> without =
        server.send("PATCH", path, "{\"summary\": null}", "If-Match", tag(patched));
    assertThat(TestServer.json(without).asObject().has("summary")).isFalse();

    HttpResponse<String> stale = server.send("PATCH", path, "{}", "If-Match", first);
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(code(stale)).isEqualTo("VERSION_CONFLICT");
    HttpResponse<String> staleToo = server.send("PUT", path, context.toString(), "If-Match", first);
    assertThat(staleToo.statusCode()).isEqualTo(412);
    assertThat(server.send("PUT", path, context.toString()).statusCode()).isEqualTo(428);
    HttpResponse<String> another =
        server.send("PUT", path(open()), context.toString(), "If-Match", first);
    assertThat(another.statusCode()).isEqualTo(422);
    assertThat(another.body()).contains("\"/context_id\"");
  }

  @Test
  void lockedContext_isChangedByWhoSaysWhy() {
    JsonObject draft = open().with("context_id", ContextId.random().value());
    JsonObject locked = draft.with("governance", JsonObject.of("locked", true));
    HttpResponse<String> made = server.send("POST", "/api/v1/contexts", locked.toString());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String path = path(locked);
    String tag = tag(server.get(path));
    HttpResponse<String> refused = server.send("PATCH", path, "{}", "If-Match", tag);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(code(refused)).isEqualTo("LOCKED");
    HttpResponse<String> blank =
        server.send("PATCH", path, "{}", "If-Match", tag, "Override-Lock", "");
    assertThat(code(blank)).isEqualTo("INVALID_ARGUMENT");
    String change = "{\"title\": \"Changed\"}";
    HttpResponse<String> done =
        server.send("PATCH", path, change, "If-Match", tag, "Override-Lock", "audit 7");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    ContextId id = ContextId.of(locked.string("context_id").orElseThrow());
    assertThat(server.mplp().events().read(id, 0, 100))
        .filteredOn(record -> record.type().equals("lock.overridden"))
        .singleElement()
        .asString()
        .contains("audit 7", "alice");
    HttpResponse<String> stored =
        server.send(server.request(path).header("Cache-Control", "no-cache"));
    assertThat(stored.body()).contains("Changed");
  }

  @Test
  void transitions_areActions() {
    JsonObject context = open();
    String path = path(context);
    assertThat(server.send("POST", path + "/suspend", "{\"reason\": \"lunch\"}").body())
        .contains("\"suspended\"");
    assertThat(server.send("POST", path + "/activate", "").body()).contains("\"active\"");
    HttpResponse<String> tooEarly = server.send("POST", path + "/archive", "");
    assertThat(tooEarly.statusCode()).isEqualTo(409);
    assertThat(code(tooEarly)).isEqualTo("INVALID_TRANSITION");
    assertThat(server.send("POST", path + "/close", "").body()).contains("\"closed\"");
    assertThat(server.send("POST", path + "/archive", "{}").body()).contains("\"archived\"");
    assertThat(
            server.mplp().contexts().get(ContextId.of(path.substring(path.length() - 36))).status())
        .isEqualTo(ContextStatus.ARCHIVED);
    assertThat(server.get("/api/v1/contexts?limit=500").body()).doesNotContain(path.substring(17));
    assertThat(server.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(server.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void sharedStateAndGoals_areSetOverVersions() {
    String path = path(open());
    String entry = path + "/state/defects%2Fopen";
    assertThat(server.send("PUT", entry, "3").statusCode()).isEqualTo(428);
    HttpResponse<String> made = server.send("PUT", entry, "3", "If-None-Match", "*");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(server.send("PUT", entry, "4", "If-None-Match", "*").statusCode()).isEqualTo(409);
    assertThat(server.get(entry).body()).isEqualTo("3");

    String goal = path + "/goals/few";
    String body =
        "{\"description\": \"few defects\", \"criterion\": {\"metric\": \"defects/open\","
            + " \"comparison\": \"<=\", \"value\": 3}}";
    HttpResponse<String> set = server.send("PUT", goal, body, "If-None-Match", "*");
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    assertThat(server.get(path + "/goal-results").body()).contains("\"is_met\":true");
    assertThat(server.send("PUT", entry, "4", "If-Match", tag(made)).statusCode()).isEqualTo(200);
    assertThat(server.get(path + "/goal-results").body()).contains("\"is_met\":false");
    assertThat(server.get(path + "/goals").body()).contains("\"version\":1");
    assertThat(server.get(path + "/state").body()).contains("\"defects/open\":{\"value\":4");
    assertThat(server.send("DELETE", goal, "", "If-Match", tag(set)).statusCode()).isEqualTo(204);
    assertThat(server.get(goal).statusCode()).isEqualTo(404);
    assertThat(server.send("DELETE", entry, "", "If-Match", "\"2\"").statusCode()).isEqualTo(204);
  }

  @Test
  void historyGraphAndVerification_tellOfTheContext() {
    String path = path(open());
    JsonObject history = TestServer.json(server.get(path + "/history")).asObject();
    assertThat(history.toString()).contains("context.created");
    long position = history.get("position").asLong();
    assertThat(server.get(path + "/history?after=" + position).body()).contains("\"items\":[]");
    assertThat(server.get(path + "/graph?source=log").body())
        .isEqualTo(server.get(path + "/graph").body())
        .contains("\"kind\":\"context\"");
    JsonObject verified = TestServer.json(server.send("POST", path + "/verify", "")).asObject();
    assertThat(verified.get("findings")).hasToString("[]");
    assertThat(TestServer.json(server.get("/api/v1/contexts/system")).asObject().get("status"))
        .isEqualTo(new JsonString("active"));
  }

  private static String code(HttpResponse<String> problem) {
    assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return TestServer.json(problem).asObject().string("code").orElseThrow();
  }
}
