package dev.mplp.confirm;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who decides together, and how much of them is enough. Each seat is filled by a person of its own:
 * the same role named twice takes two people who have it. The stage is passed when the seats that
 * approve count {@code threshold}; it is rejected as soon as those that do not reject cannot count
 * that much any more.
 *
 * @param seats 1 to {@value #MOST_SEATS}; a subject is named once
 * @param threshold 1 to the weight of all seats together
 */
public record ApprovalStage(List<Seat> seats, int threshold) {

  /** The most seats of a stage. */
  public static final int MOST_SEATS = 20;

  /** Copies the list; refuses what nobody could ever pass. */
  public ApprovalStage {
    seats = List.copyOf(seats);
    if (seats.isEmpty() || seats.size() > MOST_SEATS) {
      throw new IllegalArgumentException(
          "a stage has 1 to " + MOST_SEATS + " seats, but this one has " + seats.size());
    }
    Set<Approver> subjects = new HashSet<>();
    int weight = 0;
    for (Seat seat : seats) {
      weight += seat.weight();
      Approver approver = seat.approver();
      if (approver.kind() == Approver.Kind.SUBJECT && !subjects.add(approver)) {
        throw new IllegalArgumentException(
            approver + " has two seats of a stage, but one person fills one; give one more weight");
      }
    }
    if (threshold < 1 || threshold > weight) {
      throw new IllegalArgumentException(
          "the threshold must be 1 to " + weight + ", what all seats count, but is " + threshold);
    }
  }

  /** Any {@code k} of them. */
  public static ApprovalStage anyOf(int k, Approver... approvers) {
    return new ApprovalStage(Arrays.stream(approvers).map(Seat::of).toList(), k);
  }

  /** All of them. */
  public static ApprovalStage all(Approver... approvers) {
    return anyOf(approvers.length, approvers);
  }

  /** {@code count} people who have the role. */
  public static ApprovalStage people(int count, String role) {
    return new ApprovalStage(Collections.nCopies(count, Seat.of(Approver.role(role))), count);
  }

  /** What all seats count together. */
  public int weight() {
    return seats.stream().mapToInt(Seat::weight).sum();
  }

  /** The stage in words, such as {@code 2 of 3 (role manager, role manager, ada)}. */
  @Override
  public String toString() {
    String names =
        seats.stream()
            .map(s -> s.approver() + (s.weight() == 1 ? "" : " counting " + s.weight()))
            .collect(Collectors.joining(", "));
    return seats.size() == 1 ? names : threshold + " of " + weight() + " (" + names + ")";
  }
}
