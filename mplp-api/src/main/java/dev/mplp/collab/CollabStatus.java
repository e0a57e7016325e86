package dev.mplp.collab;

import dev.mplp.model.WireName;

/**
 * Where a {@link Collab} stands. It begins as draft.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from<th>to<th>by<th>who
 *   <tr><td>draft<td>active<td>{@link Collabs#start start}<td>a caller
 *   <tr><td>active<td>suspended<td>{@link Collabs#suspend suspend}<td>a caller
 *   <tr><td>suspended<td>active<td>{@link Collabs#resume resume}<td>a caller
 *   <tr><td>active<td>completed<td>{@link Collabs#complete complete}<td>a caller
 *   <tr><td>draft, active, suspended<td>cancelled<td>{@link Collabs#cancel cancel}<td>a caller
 * </table>
 */
public enum CollabStatus implements WireName {
  /** Being prepared. */
  DRAFT("draft"),
  /** Turns are taken. */
  ACTIVE("active"),
  /** Held back until it is active again. */
  SUSPENDED("suspended"),
  /** Ended. */
  COMPLETED("completed"),
  /** Given up. */
  CANCELLED("cancelled");

  private static final CollabStatus[] ALL = values();

  private final String wire;

  CollabStatus(String wire) {
    this.wire = wire;
  }

  /**
   * The constant with this wire text.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CollabStatus of(String wire) {
    return WireName.of(ALL, wire, "a collab status");
  }

  @Override
  public String wire() {
    return wire;
  }

  /** True when no turn will be taken any more. */
  public boolean isTerminal() {
    return this == COMPLETED || this == CANCELLED;
  }
}
