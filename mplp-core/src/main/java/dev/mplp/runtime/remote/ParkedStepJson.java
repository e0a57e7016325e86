package dev.mplp.runtime.remote;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import dev.mplp.model.StepId;
import dev.mplp.runtime.event.RunRef;
import dev.mplp.runtime.plan.Errors;
import dev.mplp.runtime.store.StoredForm;
import dev.mplp.runtime.store.Times;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import java.util.UUID;

/** The stored form of a {@link ParkedStep}. */
final class ParkedStepJson {

  private static final StoredForm FORM = new StoredForm("a remote step", 1);

  private ParkedStepJson() {}

  static ParkedStep read(Document document) {
    JsonObject json = FORM.read(document.key(), document.body());
    String[] step = document.key().id().split("/", 3);
    RequestId request =
        new RequestId(
            document.key().tenant(),
            UUID.fromString(step[0]),
            Integer.parseInt(step[1]),
            Integer.parseInt(step[2]),
            text(json, "nonce"));
    RunRef run =
        new RunRef(
            ContextId.of(text(json, "context_id")),
            PlanId.of(text(json, "plan_id")),
            request.execution(),
            UUID.fromString(text(json, "run_id")));
    JsonValue progress = json.get("progress");
    JsonValue reply = json.get("reply");
    return new ParkedStep(
        document.version(),
        request,
        run,
        StepId.of(text(json, "step_id")),
        text(json, "role"),
        text(json, "work"),
        number(json, "failures"),
        requireNonNull(Times.instant(json, "sent_at")),
        requireNonNull(Times.instant(json, "deadline")),
        requireNonNull(Times.duration(json, "resend_after")),
        progress == null ? null : progress(progress.asObject()),
        reply == null ? null : reply(reply.asObject()));
  }

  private static String text(JsonObject json, String name) {
    return requireNonNull(json.get(name), name).asString();
  }

  private static int number(JsonObject json, String name) {
    return requireNonNull(json.get(name), name).asInt();
  }

  private static ParkedStep.Progress progress(JsonObject json) {
    JsonValue fraction = json.get("fraction");
    return new ParkedStep.Progress(
        fraction == null ? null : fraction.asDouble(),
        json.string("message").orElse(null),
        requireNonNull(Times.instant(json, "at")));
  }

  private static ParkedStep.Reply reply(JsonObject json) {
    JsonValue output = json.get("output");
    JsonValue error = json.get("error");
    return new ParkedStep.Reply(
        output == null ? null : output.asObject(),
        error == null ? null : Errors.read(error.asObject()));
  }

  static byte[] write(ParkedStep step) {
    JsonObject.Builder json =
        FORM.begin()
            .put("nonce", step.request().nonce())
            .put("run_id", step.run().runId().toString())
            .put("context_id", step.run().contextId().value())
            .put("plan_id", step.run().planId().value())
            .put("step_id", step.stepId().value())
            .put("role", step.role())
            .put("work", step.work())
            .put("failures", step.failures())
            .put("sent_at", step.sentAt().toString())
            .put("deadline", step.deadline().toString())
            .put("resend_after", step.resendAfter().toString());
    ParkedStep.Progress progress = step.progress();
    if (progress != null) {
      json.put(
          "progress",
          JsonObject.builder()
              .putIfPresent("fraction", progress.fraction())
              .putIfPresent("message", progress.message())
              .put("at", progress.at().toString())
              .build());
    }
    ParkedStep.Reply reply = step.reply();
    if (reply != null) {
      json.put(
          "reply",
          reply.output() != null
              ? JsonObject.of("output", reply.output())
              : JsonObject.of("error", Errors.write(requireNonNull(reply.error()))));
    }
    return Wire.bytes(json.build());
  }
}
