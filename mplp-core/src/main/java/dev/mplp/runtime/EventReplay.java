package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.Tenant;
import dev.mplp.runtime.crypto.EncryptedBroker;
import dev.mplp.runtime.crypto.EncryptedStorage;
import dev.mplp.runtime.relay.Replay;
import dev.mplp.spi.EventBroker;
import dev.mplp.spi.EventGroup;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events of the log to one group of subscribers again, marked as replayed: for a subscriber
 * that is new or lost what it knew. The other groups see nothing of it.
 *
 * <p>An operation of the host, beside whatever runtimes run: it takes no lease and stores nothing.
 * It is resumed by its position, which {@link #run} returns, tells as it goes, and names when it
 * stops; what was sent after that comes twice then. In order within a Context, like the relay.
 *
 * <pre>{@code
 * Replayed done = EventReplay.builder(storage, broker, "billing").after(41_000).build().run();
 * }</pre>
 */
public final class EventReplay {

  /** So many messages are sent unless told otherwise. */
  public static final long DEFAULT_MOST = 1_000_000;

  private final Replay replay;
  private final @Nullable Long after;
  private final @Nullable Instant since;

  private EventReplay(Builder builder) {
    PayloadCipher cipher = builder.cipher;
    Storage readable =
        cipher == null ? builder.storage : new EncryptedStorage(builder.storage, cipher);
    EventBroker sending =
        cipher == null || builder.plain
            ? builder.broker
            : new EncryptedBroker(builder.broker, cipher);
    this.after = builder.after;
    this.since = builder.since;
    this.replay =
        new Replay(
            readable.log(),
            sending,
            new Replay.Order(
                builder.group,
                builder.upTo,
                builder.tenant,
                builder.context,
                EventGroup.of("filter", builder.patterns),
                builder.most,
                builder.overRemoved,
                builder.patience),
            builder.progress);
  }

  /**
   * A replay to a group, of everything from the beginning of the log, unless told otherwise.
   *
   * @param storage whose log it is; stays the caller's
   * @param broker which has the group; stays the caller's
   * @throws IllegalArgumentException when that is no name of a group
   */
  public static Builder builder(Storage storage, EventBroker broker, String group) {
    return new Builder(storage, broker, group);
  }

  /**
   * Sends the events, and returns when the group has all of them.
   *
   * @throws dev.mplp.spi.LogTruncatedException when records that it is about are no longer kept
   * @throws ReplayStoppedException when it cannot go on, with where it stopped: at once when there
   *     is no such group, or a record or message is none that can be sent; after its patience when
   *     the broker is away; when the thread is interrupted, whose flag is set again
   * @throws dev.mplp.spi.StorageException when the storage cannot be reached
   */
  public Replayed run() {
    Long position = after;
    Instant time = since;
    if (position == null && time == null) {
      return replay.run(0);
    }
    return replay.run(position == null ? replay.positionBefore(requireNonNull(time)) : position);
  }

  /** What is to be replayed; not thread-safe. */
  public static final class Builder {

    private final Storage storage;
    private final EventBroker broker;
    private final String group;
    private @Nullable PayloadCipher cipher;
    private boolean plain;
    private @Nullable Long after;
    private @Nullable Instant since;
    private long upTo = Long.MAX_VALUE;
    private @Nullable String tenant;
    private @Nullable String context;
    private String[] patterns = {"#"};
    private long most = DEFAULT_MOST;
    private boolean overRemoved;
    private Duration patience = Duration.ofSeconds(30);
    private Consumer<Replayed> progress = now -> {};

    private Builder(Storage storage, EventBroker broker, String group) {
      this.storage = requireNonNull(storage, "storage");
      this.broker = requireNonNull(broker, "broker");
      this.group = EventGroup.checkName(group);
    }

    /** Reads what was encrypted with it, and encrypts what is sent, unless {@link #plain}. */
    public Builder encryption(PayloadCipher cipher) {
      this.cipher = requireNonNull(cipher, "cipher");
      return this;
    }

    /** As {@link #encryption(PayloadCipher)}, with the keys that an environment names, if any. */
    public Builder encryption(Map<String, String> environment) {
      PayloadCipher found = Encryption.of(environment);
      return found == null ? this : encryption(found);
    }

    /** Sends readable data although the storage is encrypted. */
    public Builder plain() {
      this.plain = true;
      return this;
    }

    /** Records after this position; 0 for all. */
    public Builder after(long position) {
      if (position < 0) {
        throw new IllegalArgumentException("a position is 0 or more, but is " + position);
      }
      this.after = position;
      this.since = null;
      return this;
    }

    /** Records of this time and later. */
    public Builder since(Instant time) {
      this.since = requireNonNull(time, "time");
      this.after = null;
      return this;
    }

    /** Records up to this position; up to the last one when it begins, unless told otherwise. */
    public Builder upTo(long position) {
      this.upTo = position;
      return this;
    }

    /** Those of one tenant alone. */
    public Builder tenant(Tenant tenant) {
      this.tenant = tenant.name();
      return this;
    }

    /** Those of one Context alone. */
    public Builder context(ContextId contextId) {
      this.context = contextId.value();
      return this;
    }

    /** Messages whose routing key matches one of these alone; as in {@link EventGroup}. */
    public Builder patterns(String... patterns) {
      this.patterns = List.of(patterns).toArray(String[]::new);
      return this;
    }

    /** After so many messages, or a few more, it ends; {@value #DEFAULT_MOST} otherwise. */
    public Builder atMost(long messages) {
      if (messages < 1) {
        throw new IllegalArgumentException("atMost is 1 or more, but is " + messages);
      }
      this.most = messages;
      return this;
    }

    /** Passes over records that are no longer kept, instead of refusing to run. */
    public Builder passingOverRemoved() {
      this.overRemoved = true;
      return this;
    }

    /** For so long it waits for a broker that takes nothing; 30 s unless told otherwise. */
    public Builder patience(Duration patience) {
      this.patience = requireNonNull(patience, "patience");
      return this;
    }

    /** Is told after each page how far it came, on the thread that runs it. */
    public Builder onProgress(Consumer<Replayed> progress) {
      this.progress = requireNonNull(progress, "progress");
      return this;
    }

    /**
     * The replay.
     *
     * @throws IllegalArgumentException when a pattern is none
     */
    public EventReplay build() {
      return new EventReplay(this);
    }
  }
}
