package dev.mplp.runtime.plan;

import dev.mplp.NotFoundException;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonObject;
import dev.mplp.model.Metadata;
import dev.mplp.model.PlanId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStatus;
import dev.mplp.plan.PlanStep;
import dev.mplp.plan.PlanSummary;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Item;
import dev.mplp.spi.Storage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plans as they are stored: a head, which is the wire form without steps, trace and events, and an
 * item for each step. Items keep the status that a step had when it was written; what became of it
 * since is in the rows of the plan's execution.
 */
public final class PlanStore {

  private static final int PAGE = 1000;

  /** Sequence numbers of the items of one generation; an update of the steps begins another. */
  private static final long GENERATION = 10_000_000;

  private static final byte[] REMOVED = "{\"removed\":true".getBytes(StandardCharsets.UTF_8);

  private static final byte[] STEPS = ",\"steps\":[".getBytes(StandardCharsets.UTF_8);

  private final Storage storage;

  /** Plans of this storage. */
  public PlanStore(Storage storage) {
    this.storage = storage;
  }

  /** The head, empty when there is no such plan. */
  public Optional<Head> find(String tenant, PlanId planId) {
    return storage.get(new DocumentKey(tenant, Kinds.PLAN, planId.value())).map(Head::of);
  }

  /**
   * The head.
   *
   * @throws NotFoundException when there is no such plan
   */
  public Head head(String tenant, PlanId planId) {
    return find(tenant, planId).orElseThrow(() -> new NotFoundException("plan", planId.value()));
  }

  /** The plan with its steps as they were written. */
  public Plan assemble(String tenant, PlanId planId, Head head) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] start = Wire.bytes(head.json());
    out.write(start, 0, start.length - 1);
    out.writeBytes(STEPS);
    DocumentKey key = new DocumentKey(tenant, Kinds.PLAN, planId.value());
    long first = head.generation() * GENERATION;
    long after = first - 1;
    boolean empty = true;
    List<Item> page;
    do {
      page = storage.items(key, after, PAGE);
      for (Item item : page) {
        after = item.sequence();
        if (isRemoved(item)) {
          continue;
        }
        if (!empty) {
          out.write(',');
        }
        out.writeBytes(item.body());
        empty = false;
      }
    } while (page.size() == PAGE);
    out.write(']');
    out.write('}');
    return Wire.read(Plan.class, out.toByteArray());
  }

  /** The body of a step that a revision removed: its item stays, so that no other moves up. */
  static byte[] removed(PlanStep step) {
    JsonObject.Builder body = JsonObject.builder().put("removed", true);
    Wire.object(Wire.bytes(Shapes.PLAN_STEP, step)).members().forEach(body::put);
    return Wire.bytes(body.build());
  }

  private static boolean isRemoved(Item item) {
    byte[] body = item.body();
    return Arrays.equals(
        body, 0, Math.min(body.length, REMOVED.length), REMOVED, 0, REMOVED.length);
  }

  /** Stores other bodies for steps, by index, over the versions that are there. */
  List<Change> putItems(String tenant, PlanId planId, Head head, Map<Integer, byte[]> bodies) {
    List<Change> changes = new ArrayList<>(bodies.size());
    DocumentKey key = new DocumentKey(tenant, Kinds.PLAN, planId.value());
    long first = head.generation() * GENERATION;
    long after = first - 1;
    List<Item> page = List.of();
    while (changes.size() < bodies.size() && (after < first || page.size() == PAGE)) {
      page = storage.items(key, after, PAGE);
      for (Item item : page) {
        after = item.sequence();
        byte[] body = bodies.get((int) (after - first));
        if (body != null) {
          changes.add(new Change.PutItem(Kinds.PLAN, planId.value(), after, item.version(), body));
        }
      }
    }
    return changes;
  }

  /** Stores more steps, from an index on. */
  static Change append(PlanId planId, Head head, int index, List<byte[]> bodies) {
    return new Change.AppendItems(Kinds.PLAN, planId.value(), itemOf(head, index), bodies);
  }

  /** The items of a plan's steps, from that of the given index on. */
  void eachItem(String tenant, PlanId planId, Head head, long from, Consumer<Item> visitor) {
    DocumentKey key = new DocumentKey(tenant, Kinds.PLAN, planId.value());
    long after = itemOf(head, from) - 1;
    List<Item> page;
    do {
      page = storage.items(key, after, PAGE);
      for (Item item : page) {
        after = item.sequence();
        visitor.accept(item);
      }
    } while (page.size() == PAGE);
  }

  /** The sequence number of the item of a step. */
  static long itemOf(Head head, long index) {
    return head.generation() * GENERATION + index;
  }

  /** Stores a new plan. */
  public static List<Change> create(Plan plan) {
    return write(new Head(0, 0, headOf(plan), false), plan);
  }

  /**
   * Replaces a plan that was read as {@code former}; its steps are the next generation of items.
   */
  public static List<Change> replace(Head former, Plan plan) {
    return write(
        new Head(former.version(), former.generation() + 1, headOf(plan), former.archived()), plan);
  }

  private static JsonObject headOf(Plan plan) {
    Plan small = plan.withSteps(plan.steps().subList(0, 1)).withEvents(null);
    return Wire.json(small).without("steps");
  }

  private static List<Change> write(Head head, Plan plan) {
    List<byte[]> bodies = new ArrayList<>(plan.steps().size());
    for (PlanStep step : plan.steps()) {
      bodies.add(Wire.bytes(Shapes.PLAN_STEP, step));
    }
    return List.of(
        head.put(plan.planId()),
        new Change.AppendItems(
            Kinds.PLAN, plan.planId().value(), head.generation() * GENERATION, bodies));
  }

  /**
   * A plan without its steps.
   *
   * @param version of the document
   * @param generation which items are its steps, from 0
   * @param json the wire form without steps and events
   * @param archived whether it was put away
   */
  public record Head(long version, long generation, JsonObject json, boolean archived) {

    /** The head in a document. */
    public static Head of(Document document) {
      JsonObject body = Wire.object(document.body());
      return new Head(
          document.version(),
          Objects.requireNonNull(body.get("generation")).asLong(),
          Objects.requireNonNull(body.get("plan")).asObject(),
          body.has("archived"));
    }

    /** Its status. */
    public PlanStatus status() {
      return PlanStatus.of(text("status"));
    }

    /** Its Context. */
    public ContextId contextId() {
      return ContextId.of(text("context_id"));
    }

    /** Its title. */
    public String title() {
      return text("title");
    }

    /** Who created and changed it when. */
    public Metadata meta() {
      return Wire.read(Shapes.METADATA, Wire.bytes(Objects.requireNonNull(json.get("meta"))));
    }

    private String text(String name) {
      return Objects.requireNonNull(json.get(name), name).asString();
    }

    /** A copy of another status. */
    public Head moved(PlanStatus to, Instant at, String by) {
      JsonObject meta =
          Objects.requireNonNull(json.get("meta"))
              .asObject()
              .with("updated_at", at.toString())
              .with("updated_by", by);
      return new Head(
          version, generation, json.with("status", to.wire()).with("meta", meta), archived);
    }

    /** A copy that was put away. */
    Head putAway() {
      return new Head(version, generation, json, true);
    }

    /** What lists tell, as of the version that {@link #put} stored over this one. */
    PlanSummary summary(PlanId planId, long version) {
      return new PlanSummary(planId, contextId(), title(), status(), version, archived);
    }

    /** Stores it over the version that was read. */
    public Change put(PlanId planId) {
      return new Change.PutDocument(
          Kinds.PLAN,
          planId.value(),
          version,
          Wire.bytes(body()),
          Map.of(
              "context_id",
              contextId().value(),
              "status",
              status().wire(),
              "archived",
              String.valueOf(archived)));
    }

    private JsonObject body() {
      JsonObject body = JsonObject.of("generation", generation, "plan", json);
      return archived ? body.with("archived", true) : body;
    }
  }
}
