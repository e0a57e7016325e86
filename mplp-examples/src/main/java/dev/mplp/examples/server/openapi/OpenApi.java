package dev.mplp.examples.server.openapi;

import dev.mplp.examples.server.http.BodyType;
import dev.mplp.examples.server.http.Lines;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Problem;
import dev.mplp.examples.server.http.Route;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.examples.server.json.Schemas;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.WireCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;

/** Describes routes as OpenAPI 3.1 does. */
public final class OpenApi {

  private static final List<Integer> ANY_REFUSAL = List.of(400, 406, 500, 503);
  private static final JsonObject TEXT = JsonObject.of("schema", JsonObject.of("type", "string"));
  private static final List<String> SECURITY = List.of("bearer", "apiKey");

  private final Routes routes;
  private final String version;
  private final Schemas schemas = new Schemas();

  private OpenApi(Routes routes, String version) {
    this.routes = routes;
    this.version = version;
  }

  /**
   * The document of these routes.
   *
   * @param version of what serves them
   */
  public static JsonObject of(Routes routes, String version) {
    return new OpenApi(routes, version).document();
  }

  private JsonObject document() {
    Map<String, JsonValue> paths = new LinkedHashMap<>();
    for (Route<?, ?> route : routes.all()) {
      JsonValue there = paths.getOrDefault(route.path(), JsonObject.empty());
      paths.put(route.path(), there.asObject().with(route.method().key(), operation(route)));
    }
    JsonObject all = JsonObject.copyOf(paths);
    JsonValue problem = Forms.of(Problem.class).schema(schemas);
    return JsonObject.builder()
        .put("openapi", "3.1.0")
        .put(
            "info",
            JsonObject.builder()
                .put("title", "MPLP for Java")
                .put("summary", "Contexts, plans and all other modules of the protocol over HTTP.")
                .put("version", version)
                .put("license", JsonObject.of("name", "Apache-2.0", "identifier", "Apache-2.0"))
                .build())
        .put(
            "servers", JsonArray.of(JsonObject.of("url", "/", "description", "where this is read")))
        .put("tags", tags())
        .put("paths", all)
        .put("components", components(all, problem))
        .build();
  }

  private JsonArray tags() {
    List<JsonValue> tags = new ArrayList<>();
    routes
        .tags()
        .forEach((name, meaning) -> tags.add(JsonObject.of("name", name, "description", meaning)));
    return new JsonArray(tags);
  }

  private JsonObject components(JsonObject paths, JsonValue problem) {
    return JsonObject.builder()
        .put("schemas", schemas.usedBy(paths, problem))
        .put(
            "responses",
            JsonObject.of(
                "Problem",
                JsonObject.of(
                    "description",
                    "What went wrong (RFC 9457)",
                    "headers",
                    headers(List.of("X-Request-Id")),
                    "content",
                    JsonObject.of(Problem.MEDIA_TYPE, JsonObject.of("schema", problem)))))
        .put(
            "securitySchemes",
            JsonObject.of(
                "bearer",
                JsonObject.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT"),
                "apiKey",
                JsonObject.of("type", "apiKey", "in", "header", "name", "X-API-Key")))
        .build();
  }

  private JsonObject operation(Route<?, ?> route) {
    JsonObject.Builder operation =
        JsonObject.builder()
            .put("operationId", route.operationId())
            .put("summary", route.summary())
            .put("tags", List.of(route.tag()));
    if (!route.params().isEmpty()) {
      List<JsonValue> parameters = new ArrayList<>();
      route.params().forEach(param -> parameters.add(parameter(param)));
      operation.put("parameters", new JsonArray(parameters));
    }
    BodyType<?> body = route.body();
    if (body != null) {
      operation.put("requestBody", requestBody(body));
    }
    operation.put("responses", responses(route));
    List<JsonValue> security = new ArrayList<>();
    if (!route.access().isOpen()) {
      SECURITY.forEach(scheme -> security.add(JsonObject.of(scheme, List.of())));
      operation.put("x-mplp-calls", route.access().calls());
      operation.put("x-mplp-capabilities", route.access().capabilities());
    }
    operation.put("security", new JsonArray(security)); // an empty one says that nobody is asked
    return operation.build();
  }

  private <T> JsonObject parameter(Param<T> param) {
    JsonValue schema = param.form().schema(schemas);
    T otherwise = param.otherwise();
    if (otherwise != null && schema instanceof JsonObject object) {
      schema = object.with("default", WireCodec.standard().parse(param.form().writeAll(otherwise)));
    }
    return JsonObject.builder()
        .put("name", param.name())
        .put("in", param.place().word())
        .put("description", param.meaning())
        .put("required", param.isRequired())
        .put("schema", schema)
        .build();
  }

  private JsonObject requestBody(BodyType<?> body) {
    JsonObject.Builder content = JsonObject.builder();
    body.mediaTypes().forEach(type -> content.put(type, content(type, body.form())));
    return JsonObject.of("required", body.isRequired(), "content", content.build());
  }

  private JsonObject responses(Route<?, ?> route) {
    JsonObject.Builder responses = JsonObject.builder();
    route
        .reply()
        .statuses()
        .forEach(status -> responses.put(Integer.toString(status), good(route, status)));
    TreeSet<Integer> refusals = new TreeSet<>(route.refusals());
    refusals.addAll(ANY_REFUSAL);
    refusals.removeAll(route.reply().statuses());
    for (int status : refusals) {
      responses.put(
          Integer.toString(status), JsonObject.of("$ref", "#/components/responses/Problem"));
    }
    return responses.build();
  }

  private JsonObject good(Route<?, ?> route, int status) {
    JsonObject.Builder response =
        JsonObject.builder().put("description", HttpStatus.getMessage(status));
    List<String> names = new ArrayList<>(route.reply().headers());
    names.add("X-Request-Id");
    response.put("headers", headers(names));
    String type = route.reply().type();
    if (type != null) {
      Form<?> form = route.reply().form();
      JsonObject.Builder content = JsonObject.builder();
      content.put(type, form == null ? TEXT : content(type, form));
      route.reply().otherTypes().forEach(other -> content.put(other, TEXT));
      response.put("content", content.build());
    }
    return response.build();
  }

  /** What has a value on each line is a text as a whole. */
  private JsonObject content(String type, Form<?> form) {
    JsonValue schema = form.schema(schemas);
    return type.equals(Lines.MEDIA_TYPE)
        ? TEXT.with("x-mplp-line", JsonObject.of("schema", schema))
        : JsonObject.of("schema", schema);
  }

  private static JsonObject headers(List<String> names) {
    JsonObject.Builder headers = JsonObject.builder();
    for (String name : names) {
      headers.put(name, JsonObject.of("schema", JsonObject.of("type", new JsonString("string"))));
    }
    return headers.build();
  }
}
