package dev.mplp.runtime.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.LogEntry;
import dev.mplp.spi.LogRecord;
import dev.mplp.spi.PayloadCipher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All records of one tenant with {@code after < position <= upTo}, ascending.
 *
 * <p>As bytes: a version, both positions, and the records, which are encrypted where there is a
 * cipher, bound to tenant and positions.
 */
record Frame(long after, long upTo, List<LogRecord> records) {

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + 2 * Long.BYTES;

  /** What a record takes beside its texts and body, and more. */
  private static final int OVERHEAD = 200;

  static int size(LogRecord record) {
    String context = record.entry().contextId();
    return OVERHEAD
        + record.entry().body().length
        + 3 * record.entry().type().length()
        + (context == null ? 0 : 3 * context.length());
  }

  byte[] bytes(String tenant, @Nullable PayloadCipher cipher) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(records.size());
      for (LogRecord record : records) {
        write(out, record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] body = bytes.toByteArray();
    byte[] sent = cipher == null ? body : cipher.encrypt(body, binding(tenant, after, upTo));
    ByteArrayOutputStream whole = new ByteArrayOutputStream(HEAD + sent.length);
    try (DataOutputStream out = new DataOutputStream(whole)) {
      out.writeByte(VERSION);
      out.writeLong(after);
      out.writeLong(upTo);
      out.write(sent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return whole.toByteArray();
  }

  private static byte[] binding(String tenant, long after, long upTo) {
    return ("live\0" + tenant + '\0' + after + '\0' + upTo).getBytes(UTF_8);
  }

  /**
   * The frame in these bytes; null when it is of another version, or cannot be read: then it is as
   * if it had been lost.
   */
  static @Nullable Frame read(String tenant, byte[] bytes, @Nullable PayloadCipher cipher) {
    if (bytes.length < HEAD || bytes[0] != VERSION) {
      return null;
    }
    try (DataInputStream head = new DataInputStream(new ByteArrayInputStream(bytes))) {
      head.readByte();
      long after = head.readLong();
      long upTo = head.readLong();
      byte[] sent = head.readAllBytes();
      byte[] body = cipher == null ? sent : cipher.decrypt(sent, binding(tenant, after, upTo));
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
      List<LogRecord> records = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        records.add(record(tenant, in));
      }
      return new Frame(after, upTo, records);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static void write(DataOutputStream out, LogRecord record) throws IOException {
    LogEntry entry = record.entry();
    uuid(out, record.id());
    out.writeLong(record.sequence());
    out.writeLong(record.position());
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, record.time()));
    out.writeUTF(entry.type());
    out.writeUTF(entry.contextId() == null ? "" : entry.contextId());
    uuid(out, entry.executionId());
    uuid(out, entry.runId());
    uuid(out, entry.stepId());
    out.writeInt(entry.attempt());
    out.writeInt(entry.body().length);
    out.write(entry.body());
    byte[] erased = record.erased();
    out.writeByte(erased == null ? 0 : erased.length);
    if (erased != null) {
      out.write(erased);
    }
  }

  private static LogRecord record(String tenant, DataInputStream in) throws IOException {
    UUID id = uuid(in);
    if (id == null) {
      throw new IOException("a record without an id");
    }
    long sequence = in.readLong();
    long position = in.readLong();
    Instant time = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    String type = in.readUTF();
    String context = in.readUTF();
    LogEntry entry =
        new LogEntry(
            type,
            context.isEmpty() ? null : context,
            uuid(in),
            uuid(in),
            uuid(in),
            in.readInt(),
            in.readNBytes(in.readInt()));
    int erased = in.readByte();
    return erased == 0
        ? new LogRecord(tenant, id, sequence, position, time, entry)
        : new LogRecord(tenant, id, sequence, position, time, entry, in.readNBytes(erased));
  }

  /** None is written as one of zeros. */
  private static void uuid(DataOutputStream out, @Nullable UUID uuid) throws IOException {
    out.writeLong(uuid == null ? 0 : uuid.getMostSignificantBits());
    out.writeLong(uuid == null ? 0 : uuid.getLeastSignificantBits());
  }

  private static @Nullable UUID uuid(DataInputStream in) throws IOException {
    UUID uuid = new UUID(in.readLong(), in.readLong());
    return uuid.getMostSignificantBits() == 0 && uuid.getLeastSignificantBits() == 0 ? null : uuid;
  }
}
