package dev.mplp.examples.server.every;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.TestServer;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.WireCodec;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A request in the making. Not to be used twice. */
final class Ask {

  private final Caller caller;
  private final Operation operation;
  private final String path;
  private final List<String> headers = new ArrayList<>();
  private final List<String> besides = new ArrayList<>();
  private final StringBuilder query = new StringBuilder();
  private String body = "";
  private String subject = "alice";

  Ask(Caller caller, Operation operation, String path) {
    this.caller = caller;
    this.operation = operation;
    this.path = path;
  }

  /** A body in JSON; where it has no double quotes, single ones stand for them. */
  Ask body(String json) {
    body = json.indexOf('"') < 0 ? json.replace('\'', '"') : json;
    return this;
  }

  /** A body in JSON. */
  Ask body(JsonValue json) {
    body = json.toString();
    return this;
  }

  /** An object of the protocol as body. */
  <T> Ask body(Shape<T> shape, T value) {
    body = new String(WireCodec.standard().write(shape, value), UTF_8);
    return this;
  }

  /** A parameter of the query. */
  Ask query(String name, Object value) {
    query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
    query.append(URLEncoder.encode(String.valueOf(value), UTF_8));
    return this;
  }

  /** A header. */
  Ask header(String name, String value) {
    headers.add(name);
    headers.add(value);
    return this;
  }

  /** Changes what was answered under this entity tag. */
  Ask over(Answered read) {
    return header("If-Match", read.tag());
  }

  /** Makes what is not there yet. */
  Ask anew() {
    return header("If-None-Match", "*");
  }

  /** By somebody else than alice. */
  Ask as(String somebody) {
    subject = somebody;
    return this;
  }

  /** What this request asks for besides the capabilities of its operation. */
  Ask holding(String... capabilities) {
    besides.addAll(List.of(capabilities));
    return this;
  }

  /** Sends it; the server does what it asks for. */
  Answered answers() {
    caller.description().checkRequest(operation, body);
    HttpResponse<String> answer = send();
    assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isBetween(200, 299);
    caller.description().check(operation, answer);
    caller.answered(operation);
    return new Answered(answer);
  }

  /** Sends it; the server refuses it with this status and code. */
  Answered refused(int status, String code) {
    HttpResponse<String> answer = send();
    assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
    caller.description().check(operation, answer);
    assertThat(TestServer.json(answer).asObject().string("code")).hasValue(code);
    return new Answered(answer);
  }

  private HttpResponse<String> send() {
    return caller
        .door()
        .send(new Request(operation, path + query, headers, body, subject, besides));
  }
}
