package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Changes that happen together or not at all: a value, not a transaction.
 *
 * <p>Every change is checked against the state before the set; then they are made: {@link
 * Change.SettleStep} first, so that a set may settle steps and close their execution, then the rest
 * in order. No two changes of a set write the same document, item, timer, step or phase, or append
 * items to the same document: what such a set does is not defined.
 *
 * @param id makes repeating it safe, see {@link Storage#commit(List)}
 * @param tenant whose data it changes
 * @param changes what it does
 */
public record ChangeSet(UUID id, String tenant, List<Change> changes) {

  /** Copies the list. */
  public ChangeSet {
    requireNonNull(id, "id");
    requireNonNull(tenant, "tenant");
    changes = List.copyOf(changes);
  }

  /** A builder of a set with a fresh id. */
  public static Builder builder(String tenant) {
    return new Builder(UUID.randomUUID(), tenant);
  }

  /** Collects changes; not thread-safe. */
  public static final class Builder {

    private final UUID id;
    private final String tenant;
    private final List<Change> changes = new ArrayList<>();

    private Builder(UUID id, String tenant) {
      this.id = id;
      this.tenant = tenant;
    }

    /** Adds a change. */
    public Builder add(Change change) {
      changes.add(requireNonNull(change, "change"));
      return this;
    }

    /** Adds changes in order. */
    public Builder addAll(List<? extends Change> more) {
      changes.addAll(more);
      return this;
    }

    /** The set as collected so far. */
    public ChangeSet build() {
      return new ChangeSet(id, tenant, changes);
    }
  }
}
