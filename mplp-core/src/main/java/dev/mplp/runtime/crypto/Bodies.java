package dev.mplp.runtime.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.LogEntry;
import dev.mplp.spi.PayloadCipher;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bodies with their bindings: which of its circumstances a body is bound to.
 *
 * <p>The storage itself copies a step's payload into records of the step, so those are bound like
 * the payload.
 */
final class Bodies {

  private static final Set<String> WITH_PAYLOAD =
      Set.of(
          LogEntry.STEP_STARTED,
          LogEntry.STEP_CONTINUED,
          LogEntry.STEP_LOST,
          LogEntry.COMPENSATION_STARTED,
          LogEntry.COMPENSATION_CONTINUED,
          LogEntry.COMPENSATION_LOST);

  private final PayloadCipher cipher;
  private final boolean encrypts;

  /**
   * Bodies on their way.
   *
   * @param encrypts or decrypts
   */
  Bodies(PayloadCipher cipher, boolean encrypts) {
    this.cipher = cipher;
    this.encrypts = encrypts;
  }

  byte[] document(String tenant, String kind, String id, long version, byte[] body) {
    return body(body, "document", tenant, kind, id, version);
  }

  /** In a cache. */
  byte[] copy(String tenant, String kind, String id, long order, long version, byte[] body) {
    return body(body, "copy", tenant, kind, id, order, version);
  }

  byte[] item(String tenant, String kind, String id, long sequence, long version, byte[] body) {
    return body(body, "item", tenant, kind, id, sequence, version);
  }

  byte[] timer(String tenant, String kind, String id, byte[] body) {
    return body(body, "timer", tenant, kind, id);
  }

  byte[] payload(String tenant, @Nullable UUID execution, @Nullable UUID step, byte[] body) {
    return body(body, "payload", tenant, execution, step);
  }

  byte @Nullable [] result(String tenant, UUID execution, int index, byte @Nullable [] body) {
    return body == null ? null : body(body, "result", tenant, execution, index);
  }

  LogEntry entry(String tenant, LogEntry entry) {
    byte[] body =
        WITH_PAYLOAD.contains(entry.type())
            ? payload(tenant, entry.executionId(), entry.stepId(), entry.body())
            : body(
                entry.body(),
                "record",
                tenant,
                entry.type(),
                entry.contextId(),
                entry.executionId(),
                entry.runId(),
                entry.stepId(),
                entry.attempt());
    return new LogEntry(
        entry.type(),
        entry.contextId(),
        entry.executionId(),
        entry.runId(),
        entry.stepId(),
        entry.attempt(),
        body);
  }

  /** An empty body stays so: the storage has such of its own, and there is nothing to hide. */
  private byte[] body(byte[] body, @Nullable Object... circumstances) {
    if (body.length == 0) {
      return body;
    }
    StringBuilder binding = new StringBuilder();
    for (Object one : circumstances) {
      binding.append(one == null ? "" : one).append('\0'); // which no text of ours contains
    }
    byte[] bytes = binding.toString().getBytes(UTF_8);
    return encrypts ? cipher.encrypt(body, bytes) : cipher.decrypt(body, bytes);
  }
}
