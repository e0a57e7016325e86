package dev.mplp.administration;

import static java.util.Objects.requireNonNull;

import dev.mplp.context.StateKey;
import dev.mplp.model.ContextId;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is to be forgotten of a person. What somebody wrote or decided under the subject is found by
 * it; what others wrote about the person is not, and is named here.
 *
 * @param subject the person, as it is in {@link dev.mplp.model.Principal#subject()} and as sender
 *     of messages
 * @param reason why, not blank, at most 1,000 characters; without the person's data, since it stays
 * @param state entries of shared state that are about the person
 * @param attributes names of attributes of Traces whose values are about persons: they go from
 *     every Trace of the tenant
 */
public record ErasureRequest(
    String subject, String reason, Set<StateEntry> state, Set<String> attributes) {

  /** Refuses an empty subject, and copies the sets. */
  public ErasureRequest {
    requireNonNull(reason, "reason");
    state = Set.copyOf(state);
    attributes = Set.copyOf(attributes);
    if (requireNonNull(subject, "subject").isEmpty()) {
      throw new IllegalArgumentException("subject must not be empty");
    }
  }

  /** An entry of the shared state of a Context. */
  public record StateEntry(ContextId contextId, String name) {

    /** Refuses nulls. */
    public StateEntry {
      requireNonNull(contextId, "contextId");
      requireNonNull(name, "name");
    }
  }

  /** What the subject wrote and decided. */
  public static ErasureRequest of(String subject, String reason) {
    return new ErasureRequest(subject, reason, Set.of(), Set.of());
  }

  /** The same, and an entry of shared state. */
  public ErasureRequest withState(ContextId contextId, StateKey<?> key) {
    Set<StateEntry> more = new LinkedHashSet<>(state);
    more.add(new StateEntry(contextId, key.name()));
    return new ErasureRequest(subject, reason, more, attributes);
  }

  /** The same, and the values of these attributes of Traces. */
  public ErasureRequest withAttributes(String... names) {
    Set<String> more = new LinkedHashSet<>(attributes);
    more.addAll(Set.of(names));
    return new ErasureRequest(subject, reason, state, more);
  }
}
