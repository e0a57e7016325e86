package dev.mplp.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.model.PlanId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What a step of an execution carries with it: given to its worker with each claim, and the body of
 * the records that the storage writes by itself ({@code step.started}, {@code step.continued},
 * {@code step.lost}). Written and read once per attempt, hence by hand.
 *
 * @param planId the plan it is of
 * @param description what is to be done
 * @param agentRole who does it; null for anybody
 * @param index its place in the plan, from 0
 * @param dependencies the indexes of the steps that it depends on
 * @param gated whether it needs an approval
 * @param gate the approval that it needs; null for that of the execution's options
 */
public record StepPayload(
    PlanId planId,
    String description,
    @Nullable String agentRole,
    int index,
    List<Integer> dependencies,
    boolean gated,
    @Nullable JsonObject gate) {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** One that was there when the execution was begun. */
  public StepPayload(
      PlanId planId,
      String description,
      @Nullable String agentRole,
      int index,
      List<Integer> dependencies,
      boolean gated) {
    this(planId, description, agentRole, index, dependencies, gated, null);
  }

  /** Copies the list. */
  @SuppressWarnings("NullAway") // javac drops the annotations of compact constructor parameters
  public StepPayload {
    requireNonNull(planId, "planId");
    requireNonNull(description, "description");
    dependencies = List.copyOf(dependencies);
  }

  /** As bytes. */
  public byte[] bytes() {
    return bytes(null);
  }

  /**
   * As the bytes of a step that is to be undone: they tell of which execution, because the records
   * that the storage writes of it are those of other work.
   */
  public byte[] bytesForUndoing(UUID execution) {
    return bytes(execution);
  }

  private byte[] bytes(@Nullable UUID execution) {
    StringBuilder out = new StringBuilder(160 + description.length());
    out.append("{\"v\":").append(Bodies.VERSION);
    if (execution != null) {
      out.append(",\"execution_id\":\"").append(execution).append('"');
    }
    out.append(",\"plan_id\":\"").append(planId).append('"');
    out.append(",\"index\":").append(index);
    out.append(",\"description\":").append(new JsonString(description));
    if (agentRole != null) {
      out.append(",\"agent_role\":").append(new JsonString(agentRole));
    }
    out.append(",\"dependencies\":[");
    for (int i = 0; i < dependencies.size(); i++) {
      out.append(i == 0 ? "" : ",").append(dependencies.get(i));
    }
    out.append("],\"gated\":").append(gated);
    if (gate != null) {
      out.append(",\"gate\":").append(gate);
    }
    out.append('}');
    return out.toString().getBytes(UTF_8);
  }

  /**
   * The payload that has these bytes.
   *
   * @throws UnreadableRecordException when they are none
   */
  public static StepPayload parse(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      StepPayload payload = parse(parser);
      return payload.gated ? payload.with(Bodies.parse(bytes).get("gate")) : payload;
    } catch (JacksonException e) {
      throw new UnreadableRecordException(e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  /** With the gate that is there beside what was parsed by hand. */
  private StepPayload with(@Nullable JsonValue own) {
    return own == null
        ? this
        : new StepPayload(
            planId, description, agentRole, index, dependencies, gated, own.asObject());
  }

  private static StepPayload parse(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new UnreadableRecordException("a step's payload is a JSON object", null);
    }
    PlanId planId = null;
    String description = null;
    String agentRole = null;
    int index = -1;
    List<Integer> dependencies = List.of();
    boolean gated = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "plan_id" -> planId = PlanId.of(parser.getString());
        case "description" -> description = parser.getString();
        case "agent_role" -> agentRole = parser.getString();
        case "index" -> index = parser.getIntValue();
        case "dependencies" -> dependencies = indexes(parser);
        case "gated" -> gated = token == JsonToken.VALUE_TRUE;
        default -> parser.skipChildren();
      }
    }
    if (planId == null || description == null || index < 0) {
      throw new UnreadableRecordException(
          "a step's payload has plan_id, description and index", null);
    }
    return new StepPayload(planId, description, agentRole, index, dependencies, gated);
  }

  private static List<Integer> indexes(JsonParser parser) {
    List<Integer> indexes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      indexes.add(parser.getIntValue());
    }
    return indexes;
  }
}
