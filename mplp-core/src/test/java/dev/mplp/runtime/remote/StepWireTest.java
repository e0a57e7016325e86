package dev.mplp.runtime.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.mplp.agent.StepError;
import dev.mplp.model.ContextId;
import dev.mplp.model.ExecutionId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and read, and what the schemas for other languages say, are the same. */
class StepWireTest {

  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final ExecutionId EXECUTION = ExecutionId.random();

  private static final StepRequest REQUEST =
      new StepRequest(
          "acme/" + EXECUTION + "/3/7",
          "acme",
          ContextId.random(),
          PlanId.random(),
          EXECUTION,
          StepId.random(),
          "scorer",
          7,
          EXECUTION + "/key",
          "Score \"it\" 😀",
          Map.of(StepId.random(), JsonObject.of("score", 712, "note", null)),
          TIME,
          TIME.plusSeconds(60),
          Duration.ofSeconds(15),
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private static Schema schema(String name) {
    String path = "schema/step-" + name + ".schema.json";
    try (InputStream in = StepRequest.class.getResourceAsStream(path)) {
      String text = new String(Objects.requireNonNull(in, path).readAllBytes(), UTF_8);
      return SchemaRegistry.withDialect(
              Dialects.getDraft7(),
              builder ->
                  builder.schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
          .getSchema(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isValid(String schema, byte[] message) {
    return schema(schema).validate(new String(message, UTF_8), InputFormat.JSON).isEmpty();
  }

  @Test
  void request_isReadAsItWasWritten_andValid() throws Exception {
    assertThat(StepRequest.parse(REQUEST.bytes(), "scorer")).isEqualTo(REQUEST);
    assertThat(isValid("request", REQUEST.bytes())).isTrue();
    assertThat(catchThrowable(() -> StepRequest.parse(REQUEST.bytes(), "writer")))
        .isInstanceOf(UnacceptableMessageException.class)
        .hasMessageContaining("role is writer for requests in this queue");
  }

  @Test
  void replies_areReadAsTheyWereWritten_andValid() throws Exception {
    String id = REQUEST.requestId();
    for (StepReply reply :
        List.of(
            new StepReply.Completed(id, 7, JsonObject.of("score", 712)),
            new StepReply.Failed(id, 7, StepError.transientError("BUSY", "later")),
            new StepReply.Progress(id, 7, 0.25, "a quarter"),
            new StepReply.Progress(id, 7, null, null),
            new StepReply.Heartbeat(id, 7))) {
      assertThat(StepReply.parse(reply.bytes())).isEqualTo(reply);
      assertThat(isValid("reply", reply.bytes())).as(reply.kind()).isTrue();
    }
  }

  @Test
  void cancellations_areReadAsTheyWereWritten_andMeanWhatTheyName() throws Exception {
    StepCancellation one = new StepCancellation(REQUEST.requestId(), null, TIME, "late");
    StepCancellation all = new StepCancellation(null, EXECUTION, TIME, "stopped");
    StepCancellation before =
        new StepCancellation(null, EXECUTION, TIME.minusSeconds(1), "another run");
    StepCancellation other = new StepCancellation(null, ExecutionId.random(), TIME, "not this");
    for (StepCancellation cancellation : List.of(one, all, before, other)) {
      assertThat(StepCancellation.parse(cancellation.bytes())).isEqualTo(cancellation);
      assertThat(isValid("cancel", cancellation.bytes())).isTrue();
    }
    assertThat(List.of(one, all)).allMatch(cancellation -> cancellation.isOf(REQUEST));
    assertThat(List.of(before, other)).noneMatch(cancellation -> cancellation.isOf(REQUEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'step.completed','version':1,'request_id':'a','attempt':1}",
        "{'type':'step.completed','version':1,'request_id':'a','attempt':1,'output':[]}",
        "{'type':'step.completed','version':1,'request_id':'a','attempt':0,'output':{}}",
        "{'type':'step.completed','version':1,'request_id':'a','attempt':1.5,'output':{}}",
        "{'type':'step.completed','version':1,'request_id':'a','attempt':'1','output':{}}",
        "{'type':'step.completed','version':2,'request_id':'a','attempt':1,'output':{}}",
        "{'type':'step.completed','version':1,'attempt':1,'output':{}}",
        "{'type':'step.done','version':1,'request_id':'a','attempt':1,'output':{}}",
        "{'type':'step.failed','version':1,'request_id':'a','attempt':1}",
        "{'type':'step.failed','version':1,'request_id':'a','attempt':1,'error':{'code':'A'}}",
        "{'type':'step.failed','version':1,'request_id':'a','attempt':1,"
            + "'error':{'code':'A','message':'b','retryable':'yes'}}",
        "{'type':'step.progress','version':1,'request_id':'a','attempt':1,'fraction':-0.1}",
        "{'type':'step.progress','version':1,'request_id':'a','attempt':1,'fraction':'half'}",
        "{'type':'step.progress','version':1,'request_id':'a','attempt':1,'message':1}",
        "{'type':'step.heartbeat','version':1,'request_id':'a'}",
        "{'type':7,'version':1,'request_id':'a','attempt':1}",
        "[]",
      })
  void whatIsNoReply_isRefused_byTheReaderAndByTheSchema(String text) {
    byte[] message = text.replace('\'', '"').getBytes(UTF_8);
    assertThat(catchThrowable(() -> StepReply.parse(message)))
        .isInstanceOf(UnacceptableMessageException.class);
    assertThat(isValid("reply", message)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"type\":\"a\",\"type\":\"b\"}", "\u0000", "{} {}"})
  void whatIsNoJson_isRefused(String text) {
    assertThat(catchThrowable(() -> StepReply.parse(text.getBytes(UTF_8))))
        .isInstanceOf(UnacceptableMessageException.class)
        .hasMessageContaining("no JSON");
  }
}
