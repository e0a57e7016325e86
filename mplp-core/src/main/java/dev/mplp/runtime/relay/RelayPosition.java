package dev.mplp.runtime.relay;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.JsonObject;
import dev.mplp.model.Tenant;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Map;

/**
 * Up to where a relay has brought the log, as it is stored.
 *
 * @param version of the document, 0 when there is none yet
 * @param position everything up to it was confirmed, or left out
 * @param leftOut what was left out so far
 */
public record RelayPosition(long version, long position, LeftOut leftOut) {

  private static final String TENANT = Tenant.DEFAULT.name();
  private static final String POSITION = "position";

  /** Where a relay of this name has come to; at the beginning when it never ran. */
  public static RelayPosition read(Storage storage, String relay) {
    return storage
        .get(new DocumentKey(TENANT, Kinds.RELAY, relay))
        .map(
            found -> {
              JsonObject body = Wire.object(found.body());
              long position = requireNonNull(body.get(POSITION), POSITION).asLong();
              return new RelayPosition(found.version(), position, LeftOut.read(body));
            })
        .orElse(new RelayPosition(0, 0, LeftOut.NOTHING));
  }

  /**
   * Stores the position that follows on this one.
   *
   * @param left what was left out since this one, all together
   * @throws Overtaken when somebody else has stored one
   */
  public RelayPosition move(Commits commits, String relay, long to, LeftOut left) throws Overtaken {
    byte[] body = Wire.bytes(left.writeTo(JsonObject.of("v", 1, POSITION, to)));
    ChangeSet set =
        ChangeSet.builder(TENANT)
            .add(new Change.PutDocument(Kinds.RELAY, relay, version, body, Map.of()))
            .build();
    if (!commits.commit(set).isCommitted()) {
      throw new Overtaken();
    }
    return new RelayPosition(version + 1, to, left);
  }

  /** Another process relays: this one was taken for dead. */
  public static final class Overtaken extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
