package dev.mplp.examples.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import dev.mplp.Mplp;
import dev.mplp.agent.StepResult;
import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.examples.cli.json.Json;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.plan.Execution;
import dev.mplp.plan.Plan;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.trace.Traceparent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a line of the log says, of the server and of commands. */
class LogsTest {

  private static final Logger LOG = LoggerFactory.getLogger(LogsTest.class);

  private final LoggerContext context = new LoggerContext();
  private final JsonLines lines = new JsonLines();

  @AfterEach
  void stop() {
    context.stop();
  }

  private LoggingEvent event(String message, Throwable thrown, Map<String, String> ids) {
    LoggingEvent event =
        new LoggingEvent(
            LogsTest.class.getName(),
            context.getLogger("dev.mplp.Some"),
            Level.WARN,
            message,
            thrown,
            null);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.123456789Z"));
    event.setThreadName("worker");
    event.setMDCPropertyMap(ids);
    return event;
  }

  private JsonObject line(LoggingEvent event) {
    String text = new String(lines.encode(event), UTF_8);
    assertThat(text).endsWith("}\n").containsOnlyOnce("\n");
    return Json.read(text.getBytes(UTF_8)).orThrow("a line").asObject();
  }

  @Test
  void line_saysWhenWhatAndOfWhom() {
    Map<String, String> ids = Map.of("plan_id", "p1", "message", "not this");

    assertThat(line(event("it \"broke\"\non two lines", null, ids)))
        .isEqualTo(
            JsonObject.builder()
                .put("time", "2026-01-02T03:04:05.123456Z")
                .put("level", "WARN")
                .put("logger", "dev.mplp.Some")
                .put("thread", "worker")
                .put("message", "it \"broke\"\non two lines")
                .put("plan_id", "p1")
                .build());
  }

  @Test
  void longTexts_areCut_andHalfCharactersReplaced() {
    Throwable deep = new IllegalStateException("x".repeat(100_000));
    JsonObject line = line(event("\ud800" + "y".repeat(100_000), deep, Map.of()));

    assertThat(line.string("message").orElseThrow())
        .startsWith("?yyy")
        .endsWith("... (100001 characters)")
        .hasSizeLessThan(JsonLines.LONGEST_MESSAGE + 50);
    assertThat(line.string("exception").orElseThrow())
        .startsWith("java.lang.IllegalStateException: xxx")
        .hasSizeLessThan(JsonLines.LONGEST_EXCEPTION + 50);
  }

  @Test
  void linesOfAHandler_nameTenantExecutionPlanStepAndTrace() throws InterruptedException {
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    ch.qos.logback.classic.Logger logger = (ch.qos.logback.classic.Logger) LOG;
    seen.start();
    logger.addAppender(seen);
    Plan plan;
    Execution execution;
    String trace;
    try (Mplp mplp = MplpRuntime.builder().build()) {
      mplp.handlers()
          .register(
              "clerk",
              call -> {
                LOG.warn("at work");
                return StepResult.completed(JsonObject.empty());
              });
      Mplp carol = mplp.as(Principal.of(Tenant.of("acme"), "carol"));
      Context loan = carol.contexts().open("Loan", Root.of("finance", "staging"));
      plan = Plan.builder(loan.contextId(), "Assess", "Decide").step("Fetch", "clerk").build();
      carol.plans().create(plan);
      execution = carol.plans().execute(plan.planId());
      execution.await(Duration.ofSeconds(30));
      trace = Traceparent.traceId(execution.snapshot().traceId());
    } finally {
      logger.detachAppender(seen);
    }
    assertThat(seen.list)
        .singleElement()
        .extracting(ILoggingEvent::getMDCPropertyMap)
        .isEqualTo(
            Map.of(
                "tenant",
                "acme",
                "subject",
                "carol",
                "execution_id",
                execution.executionId().value(),
                "plan_id",
                plan.planId().value(),
                "step_id",
                plan.steps().get(0).stepId().value(),
                "attempt",
                "1",
                "trace_id",
                trace));
  }

  @Test
  void commands_logWarningsForPeople_asTheyAlwaysDid() {
    assertThat(new LogSetup().configure(context))
        .isEqualTo(LogSetup.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    @SuppressWarnings("unchecked") // it is the one that was just made
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>) root.getAppender("console");

    assertThat(root.getLevel()).isEqualTo(Level.WARN);
    assertThat(console.getTarget()).isEqualTo("System.err");
    assertThat(console.getEncoder().encode(event("it broke", null, Map.of())))
        .asString(UTF_8)
        .isEqualTo("[WARN] Some - it broke" + System.lineSeparator());
  }
}
