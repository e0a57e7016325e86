package dev.mplp.runtime.store;

import dev.mplp.IllegalTransitionException;
import dev.mplp.model.WireName;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which status may follow which, for one kind of object.
 *
 * @param <S> the statuses
 */
public final class TransitionTable<S extends Enum<S> & WireName> {

  private final Class<S> type;
  private final Map<S, Set<S>> allowed;

  private TransitionTable(Class<S> type, Map<S, Set<S>> allowed) {
    this.type = type;
    this.allowed = allowed;
  }

  /** Every status, in the order of the protocol. */
  public List<S> statuses() {
    return List.of(type.getEnumConstants());
  }

  /**
   * The status with this wire text.
   *
   * @throws IllegalArgumentException when there is none
   */
  public S status(String wire) {
    return WireName.of(type.getEnumConstants(), wire, "a status");
  }

  /** Where an object may go from {@code status}; empty when nowhere. */
  public Set<S> from(S status) {
    return allowed.getOrDefault(status, Set.of());
  }

  /**
   * Checks a move.
   *
   * @param object what moves, with its id, for the message
   * @throws IllegalTransitionException when the table does not have it
   */
  public void check(String object, S from, S to) {
    if (!from(from).contains(to)) {
      throw new IllegalTransitionException(
          object,
          from.wire(),
          to.wire(),
          from(from).stream().map(WireName::wire).collect(Collectors.toList()));
    }
  }

  /** A table without rows, to be filled. */
  static <S extends Enum<S> & WireName> Builder<S> of(Class<S> type) {
    return new Builder<>(type);
  }

  /** From any status to any other, but nowhere from those that are final. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <S extends Enum<S> & WireName> TransitionTable<S> free(Class<S> type, S... ends) {
    Map<S, Set<S>> rows = new EnumMap<>(type);
    for (S from : type.getEnumConstants()) {
      if (!List.of(ends).contains(from)) {
        rows.put(from, EnumSet.complementOf(EnumSet.of(from)));
      }
    }
    return new TransitionTable<>(type, rows);
  }

  /** Collects rows. */
  static final class Builder<S extends Enum<S> & WireName> {
    private final Class<S> type;
    private final Map<S, Set<S>> rows;

    private Builder(Class<S> type) {
      this.type = type;
      this.rows = new EnumMap<>(type);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final Builder<S> row(S from, S... to) {
      Set<S> targets = EnumSet.noneOf(type);
      targets.addAll(Set.of(to));
      rows.put(from, targets);
      return this;
    }

    TransitionTable<S> build() {
      return new TransitionTable<>(type, rows);
    }
  }
}
