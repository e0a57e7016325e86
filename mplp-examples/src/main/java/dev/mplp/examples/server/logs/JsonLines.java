package dev.mplp.examples.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes each event as one line of JSON: {@code time} (UTC), {@code level}, {@code logger}, {@code
 * thread}, {@code message}, the ids of the thread's diagnostic context, and {@code exception} with
 * its stack trace as text. Long texts are cut.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

  static final int LONGEST_MESSAGE = 16_384;
  static final int LONGEST_EXCEPTION = 8_192;
  private static final int LONGEST_ID = 256;
  private static final int MOST_IDS = 20;
  private static final byte[] NOTHING = new byte[0];
  private static final Set<String> OURS =
      Set.of("time", "level", "logger", "thread", "message", "exception");

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator to = json.createGenerator(ObjectWriteContext.empty(), line)) {
      to.writeStartObject();
      to.writeStringProperty("time", event.getInstant().truncatedTo(ChronoUnit.MICROS).toString());
      to.writeStringProperty("level", event.getLevel().toString());
      to.writeStringProperty("logger", event.getLoggerName());
      to.writeStringProperty("thread", clean(event.getThreadName(), LONGEST_ID));
      to.writeStringProperty("message", clean(event.getFormattedMessage(), LONGEST_MESSAGE));
      ids(event.getMDCPropertyMap(), to);
      IThrowableProxy thrown = event.getThrowableProxy();
      if (thrown != null) {
        String text = ThrowableProxyUtil.asString(thrown);
        to.writeStringProperty("exception", clean(text, LONGEST_EXCEPTION));
      }
      to.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void ids(Map<String, String> context, JsonGenerator to) {
    new TreeMap<>(context)
        .entrySet().stream()
            .filter(id -> !OURS.contains(id.getKey()))
            .limit(MOST_IDS)
            .forEach(
                id ->
                    to.writeStringProperty(
                        clean(id.getKey(), LONGEST_ID), clean(id.getValue(), LONGEST_ID)));
  }

  /** No longer than that, and with halves of characters replaced, which UTF-8 cannot say. */
  private static String clean(String text, int longest) {
    String kept = text == null ? "" : text;
    if (kept.length() > longest) {
      kept = kept.substring(0, longest) + "... (" + kept.length() + " characters)";
    }
    return UTF_8.newEncoder().canEncode(kept) ? kept : new String(kept.getBytes(UTF_8), UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
