package dev.mplp.confirm;

import static java.util.Objects.requireNonNull;

/**
 * One place among those who decide. It is filled by one person, who fills no other one.
 *
 * @param approver who may fill it
 * @param weight what the decision counts, 1 to {@value #HEAVIEST}
 */
public record Seat(Approver approver, int weight) {

  /** The most that a seat can count. */
  public static final int HEAVIEST = 1000;

  /** Refuses a weight that is not 1 to {@value #HEAVIEST}. */
  public Seat {
    requireNonNull(approver, "approver");
    if (weight < 1 || weight > HEAVIEST) {
      throw new IllegalArgumentException(
          "the weight of a seat must be 1 to " + HEAVIEST + " but is " + weight);
    }
  }

  /** A seat that counts 1. */
  public static Seat of(Approver approver) {
    return new Seat(approver, 1);
  }
}
