package dev.mplp.runtime.relay;

import dev.mplp.event.CoreEvent;
import dev.mplp.event.Event;
import dev.mplp.event.EventRecord;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.MapEvent;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import dev.mplp.event.SaEvent;
import dev.mplp.model.ObjectRef;
import dev.mplp.runtime.event.EventRendering;
import dev.mplp.runtime.json.Limits;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.LogRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a log record: one for each event that it is rendered to, the events of an import
 * aside, which happened before. A pure function of the record.
 */
final class EventMessages {

  /** The family in routing keys and types of what objects carry in {@code events}. */
  static final String INLINE = "event";

  /** That of events of the single-agent profile. */
  static final String SINGLE_AGENT = "sa";

  /** That of events of the multi-agent profile. */
  static final String MULTI_AGENT = "map";

  private static final int LONGEST_KEY = 255;

  /** Leaves room for what a cipher adds. */
  private static final int LARGEST = EventBroker.MAX_DATA - (64 << 10);

  /** What is in the log was let in: nothing in it is too large to be written again. */
  private static final WireCodec CODEC =
      new WireCodec(new Limits(2000, Integer.MAX_VALUE, 1_000_000, 1_000_000, 10));

  private final LogRecord record;
  private final EventRecord rendered;
  private final String module;
  private final List<EventMessage> messages = new ArrayList<>(4);

  private EventMessages(LogRecord record, EventRecord rendered, Event inline) {
    this.record = record;
    this.rendered = rendered;
    this.module = inline.source();
  }

  /**
   * The messages of a record; empty when its type was introduced by a later version.
   *
   * @throws dev.mplp.spi.StorageException when its body is not what this library wrote
   */
  static List<EventMessage> of(LogRecord record) {
    EventRecord rendered = EventRendering.render(record);
    Event inline = rendered.inline();
    if (inline == null) {
      return List.of();
    }
    EventMessages all = new EventMessages(record, rendered, inline);
    all.add(
        INLINE,
        inline.eventType(),
        inline.eventId().uuid().toString(),
        CODEC.write(Shapes.EVENT, inline));
    for (ObservabilityEvent event : rendered.observability()) {
      all.add(event.eventFamily().wire(), event.eventType(), event.eventId(), bytes(event));
    }
    for (SaEvent event : rendered.sa()) {
      byte[] data = CODEC.write(Shapes.SA_EVENT, event);
      all.add(SINGLE_AGENT, event.eventType().wire(), event.eventId(), data);
    }
    for (MapEvent event : rendered.map()) {
      byte[] data = CODEC.write(Shapes.MAP_EVENT, event);
      all.add(MULTI_AGENT, event.eventType().wire(), event.eventId(), data);
    }
    return all.messages;
  }

  private static byte[] bytes(ObservabilityEvent event) {
    if (event instanceof PipelineStageEvent stage) {
      return CODEC.write(Shapes.PIPELINE_STAGE, stage);
    } else if (event instanceof GraphUpdateEvent update) {
      return CODEC.write(Shapes.GRAPH_UPDATE, update);
    } else if (event instanceof RuntimeExecutionEvent execution) {
      return CODEC.write(Shapes.RUNTIME_EXECUTION, execution);
    }
    return CODEC.write(Shapes.CORE_EVENT, (CoreEvent) event);
  }

  private void add(String family, String type, String id, byte[] data) {
    boolean fits = data.length <= LARGEST;
    messages.add(
        new EventMessage(
            id,
            routingKey(module, family, type),
            "/mplp/" + record.tenant(),
            "dev.mplp." + family + '.' + type,
            subject(),
            rendered.time(),
            EventMessage.JSON,
            attributes(fits),
            fits ? data : new byte[0]));
  }

  private @Nullable String subject() {
    ObjectRef subject = rendered.subject();
    return subject == null ? null : subject.module().wire() + '/' + subject.id().value();
  }

  private Map<String, String> attributes(boolean fits) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(EventMessage.TENANT, record.tenant());
    attributes.put(EventMessage.POSITION, Long.toString(record.position()));
    String context = record.entry().contextId();
    if (context != null) {
      attributes.put(EventMessage.CONTEXT, context);
    }
    if (!fits) {
      attributes.put(EventMessage.OMITTED, "true");
    }
    return attributes;
  }

  /** Always three words: dots within one, and whatever else a key cannot have, are underscores. */
  static String routingKey(String module, String family, String type) {
    String key = word(module) + '.' + word(family) + '.' + word(type);
    return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY);
  }

  private static String word(String text) {
    StringBuilder word = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      word.append(plain ? c : '_');
    }
    return word.toString();
  }
}
