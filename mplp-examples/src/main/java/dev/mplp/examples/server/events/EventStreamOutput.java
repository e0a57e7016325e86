package dev.mplp.examples.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.MplpException;
import dev.mplp.event.EventRecord;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.JsonObject;
import dev.mplp.spi.LogTruncatedException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: a message for each record, whose id is its position. A beat has an id alone,
 * which moves the caller on without telling him anything.
 */
final class EventStreamOutput implements Output {

  private static final Form<EventRecord> RECORD = Forms.of(EventRecord.class);
  private static final byte[] BEGIN = "retry: 2000\n\n".getBytes(UTF_8);

  @Override
  public byte[] begin() {
    return BEGIN;
  }

  @Override
  public byte @Nullable [] of(List<EventRecord> seen, long position) {
    if (seen.isEmpty()) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(512 * seen.size());
    for (EventRecord record : seen) {
      out.writeBytes(("id: " + record.position() + "\ndata: ").getBytes(UTF_8));
      out.writeBytes(RECORD.writeAll(record));
      out.writeBytes(new byte[] {'\n', '\n'});
    }
    return out.toByteArray();
  }

  @Override
  public byte[] beat(long position) {
    return (": alive\nid: " + position + "\n\n").getBytes(UTF_8);
  }

  @Override
  public byte[] end(long position, @Nullable MplpException problem) {
    if (problem == null) {
      return (": come again\nid: " + position + "\n\n").getBytes(UTF_8);
    }
    JsonObject.Builder told =
        JsonObject.builder()
            .put("code", problem.code())
            .put("detail", String.valueOf(problem.getMessage()))
            .put("retryable", problem.retryable());
    if (problem instanceof LogTruncatedException truncated) {
      told.put("oldest", truncated.oldest());
    }
    String name =
        problem instanceof LogTruncatedException
            ? problem.code().toLowerCase(Locale.ROOT)
            : "problem";
    return ("event: " + name + "\ndata: " + told.build() + "\n\n").getBytes(UTF_8);
  }

  @Override
  public boolean isOne() {
    return false;
  }
}
