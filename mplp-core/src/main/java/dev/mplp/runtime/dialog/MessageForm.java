package dev.mplp.runtime.dialog;

import dev.mplp.dialog.DialogMessage;
import dev.mplp.dialog.MessageDraft;
import dev.mplp.dialog.SentMessage;
import dev.mplp.event.Event;
import dev.mplp.model.DialogId;
import dev.mplp.model.EventId;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonString;
import dev.mplp.model.JsonValue;
import dev.mplp.model.MessageId;
import dev.mplp.model.ModuleName;
import dev.mplp.runtime.event.DerivedIds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in wire form and what stands beside it. The wire form has no place for sender,
 * recipients and answer but the data of the message's event, so that is where they are, also for
 * whoever reads the dialog elsewhere.
 */
final class MessageForm {

  /** The type of the event of a message. */
  private static final String EVENT_TYPE = "dialog.message.appended";

  private MessageForm() {}

  /** A draft in its place. */
  static SentMessage write(
      DialogId dialogId, long sequence, MessageDraft draft, String subject, Instant at) {
    String sender = draft.sender() == null ? subject : draft.sender();
    MessageId id = id(dialogId, sequence);
    JsonObject.Builder data = JsonObject.builder().put("sender_id", sender);
    if (!draft.recipients().isEmpty()) {
      data.put("recipients", draft.recipients());
    }
    data.putIfPresent("reply_to", draft.replyTo());
    Event event =
        Event.builder(EVENT_TYPE, ModuleName.DIALOG.wire(), at)
            .eventId(new EventId(id.uuid()))
            .data(data.build())
            .build();
    return new SentMessage(
        dialogId,
        id,
        sequence,
        sender,
        draft.recipients(),
        draft.replyTo(),
        new DialogMessage(draft.role(), draft.content(), at, event));
  }

  /** A message that is stored, whoever wrote it. */
  static SentMessage read(DialogId dialogId, long sequence, DialogMessage message) {
    Event event = message.event();
    JsonObject data =
        event != null && event.data() instanceof JsonObject object ? object : JsonObject.empty();
    return new SentMessage(
        dialogId,
        id(dialogId, sequence),
        sequence,
        text(data.get("sender_id")),
        recipients(data.get("recipients")),
        replyTo(data.get("reply_to"), sequence),
        message);
  }

  private static MessageId id(DialogId dialogId, long sequence) {
    return new MessageId(DerivedIds.of(dialogId.uuid(), "message/" + sequence));
  }

  private static @Nullable String text(@Nullable JsonValue value) {
    return value instanceof JsonString string ? string.value() : null;
  }

  private static List<String> recipients(@Nullable JsonValue value) {
    return value instanceof JsonArray array
        ? array.values().stream()
            .filter(JsonString.class::isInstance)
            .map(JsonValue::asString)
            .toList()
        : List.of();
  }

  /** Only an earlier message is answered; an imported one may say anything. */
  private static @Nullable Long replyTo(@Nullable JsonValue value, long sequence) {
    if (!(value instanceof JsonNumber number)) {
      return null;
    }
    BigDecimal answered = number.asBigDecimal();
    boolean isEarlier =
        answered.signum() >= 0 && answered.compareTo(BigDecimal.valueOf(sequence)) < 0;
    return isEarlier && answered.stripTrailingZeros().scale() <= 0 ? answered.longValue() : null;
  }
}
