package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the server says of its operations, and whether answers are as it says. */
final class Description {

  private static final String BASE = "https://mplp.test/description";

  /** The media type of what has a value on each line. */
  static final String LINES = "application/x-ndjson";

  private static final String RESPONSES = "#/components/responses/";

  private final JsonObject document;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Schema schemas;

  Description(JsonObject document) {
    this.document = document;
    JsonObject.Builder named = JsonObject.builder();
    document
        .get("paths")
        .asObject()
        .members()
        .forEach(
            (path, methods) ->
                methods
                    .asObject()
                    .members()
                    .forEach((method, text) -> add(method, path, text.asObject(), named)));
    String root =
        JsonObject.builder()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("$id", BASE)
            .put("$defs", named.build())
            .put("components", JsonObject.of("schemas", component("schemas")))
            .build()
            .toString();
    schemas =
        SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder ->
                    builder.schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
            .getSchema(root);
  }

  private void add(String method, String path, JsonObject text, JsonObject.Builder named) {
    String id = text.string("operationId").orElseThrow();
    Operation operation = new Operation(id, method.toUpperCase(Locale.ROOT), path, text);
    assertThat(operations.put(id, operation)).as(id).isNull();
    text.find("requestBody")
        .ifPresent(
            body ->
                content(body.asObject())
                    .forEach((type, schema) -> named.put(id + "-request", schema)));
    text.get("responses")
        .asObject()
        .names()
        .forEach(
            status ->
                content(response(operation, status))
                    .forEach((type, schema) -> addJson(type, id + '-' + status, schema, named)));
  }

  /** Streams of events are no JSON as a whole. */
  private static void addJson(
      String type, String name, JsonValue schema, JsonObject.Builder named) {
    if (!type.startsWith("text/")) {
      named.put(name, schema);
    }
  }

  private JsonObject component(String kind) {
    return document.get("components").asObject().get(kind).asObject();
  }

  private JsonObject response(Operation operation, String status) {
    JsonValue response = operation.text().get("responses").asObject().get(status);
    assertThat(response).as("%s is not said to answer %s", operation, status).isNotNull();
    return response
        .asObject()
        .string("$ref")
        .map(name -> component("responses").get(name.substring(RESPONSES.length())).asObject())
        .orElse(response.asObject());
  }

  /** Of the whole, or of each line. */
  private static JsonValue schema(JsonObject content) {
    return content.find("x-mplp-line").map(JsonValue::asObject).orElse(content).get("schema");
  }

  /** Schemas by media type. */
  private static Map<String, JsonValue> content(JsonObject described) {
    Map<String, JsonValue> content = new LinkedHashMap<>();
    described
        .find("content")
        .ifPresent(
            types ->
                types
                    .asObject()
                    .members()
                    .forEach((type, one) -> content.put(type, schema(one.asObject()))));
    return content;
  }

  Collection<Operation> operations() {
    return operations.values();
  }

  Operation operation(String id) {
    return Objects.requireNonNull(operations.get(id), () -> "there is no operation " + id);
  }

  /** Whether there is a body when all is well. */
  boolean answersWithBody(Operation operation) {
    return operation.text().get("responses").asObject().names().stream()
        .filter(status -> status.startsWith("2"))
        .anyMatch(status -> !content(response(operation, status)).isEmpty());
  }

  /** Fails when the body of a request that the server takes is not as it says. */
  void checkRequest(Operation operation, String body) {
    if (!body.isEmpty()) {
      validate(operation + "-request", body, operation.takesLines());
    }
  }

  /** Fails when an answer has another status, other headers or another body than is said. */
  void check(Operation operation, HttpResponse<String> answer) {
    String status = Integer.toString(answer.statusCode());
    JsonObject response = response(operation, status);
    response
        .find("headers")
        .ifPresent(headers -> headers.asObject().names().forEach(name -> present(answer, name)));
    Map<String, JsonValue> content = content(response);
    if (content.isEmpty()) {
      assertThat(answer.body()).as("%s %s has no body", operation, status).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("none");
    assertThat(content.keySet()).as("%s %s", operation, status).contains(type);
    if (type.endsWith("json")) {
      validate(operation + "-" + status, answer.body(), type.equals(LINES));
    }
  }

  private static void present(HttpResponse<String> answer, String name) {
    assertThat(answer.headers().firstValue(name)).as("%s of %s", name, answer).isPresent();
  }

  private void validate(String schema, String body, boolean isByLine) {
    (isByLine ? body.lines() : Stream.of(body)).forEach(value -> validate(schema, value));
  }

  private void validate(String schema, String body) {
    List<Error> errors =
        schemas
            .getSubSchema(SchemaLocation.of("#/$defs/" + schema).getFragment())
            .validate(body, InputFormat.JSON);
    assertThat(errors).as("%s: %s", schema, body).isEmpty();
  }
}
