package dev.mplp.runtime.approval;

import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Seat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Who fills which seat of a stage. In the order in which they first decided, each takes the
 * heaviest seat that is free and that they can fill; those before them move to another seat of
 * theirs where that makes room.
 */
public final class Seating {

  private static final int FREE = -1;

  private final List<Seat> seats;
  private final List<Vote> votes;
  private final int[] filledBy;
  private final int threshold;
  private final boolean complete;

  private Seating(ApprovalStage stage, List<Vote> votes) {
    this.seats = stage.seats();
    this.threshold = stage.threshold();
    this.votes = votes;
    this.filledBy = new int[seats.size()];
    Arrays.fill(filledBy, FREE);
    List<Integer> heaviest = new ArrayList<>(IntStream.range(0, seats.size()).boxed().toList());
    heaviest.sort(Comparator.comparingInt(i -> -seats.get(i).weight()));
    boolean all = true;
    for (int vote = 0; vote < votes.size(); vote++) {
      all &= seat(vote, heaviest, new boolean[seats.size()]);
    }
    this.complete = all;
  }

  /** Seats these, all of the stage. */
  public static Seating of(ApprovalStage stage, List<Vote> votes) {
    return new Seating(stage, votes);
  }

  /** True when somebody more could fill a seat as this approver. */
  public static boolean hasRoom(ApprovalStage stage, Course course, Approver approver) {
    List<Vote> votes = new ArrayList<>(course.present());
    votes.add(new Vote("", "", true, course.stage(), List.of(approver), course.since()));
    return of(stage, votes).isComplete();
  }

  private boolean seat(int vote, List<Integer> heaviest, boolean[] tried) {
    List<Integer> own =
        heaviest.stream()
            .filter(seat -> votes.get(vote).as().contains(seats.get(seat).approver()))
            .toList();
    for (int seat : own) {
      if (filledBy[seat] == FREE) {
        filledBy[seat] = vote;
        return true;
      }
    }
    for (int seat : own) {
      if (!tried[seat]) {
        tried[seat] = true;
        if (seat(filledBy[seat], heaviest, tried)) {
          filledBy[seat] = vote;
          return true;
        }
      }
    }
    return false;
  }

  /** True when everybody has a seat. */
  boolean isComplete() {
    return complete;
  }

  /** What those who approve count together. */
  public int count() {
    return weight(true);
  }

  private int weight(boolean approves) {
    int weight = 0;
    for (int seat = 0; seat < filledBy.length; seat++) {
      if (filledBy[seat] != FREE && votes.get(filledBy[seat]).approves() == approves) {
        weight += seats.get(seat).weight();
      }
    }
    return weight;
  }

  /** True when those who approve are enough. */
  boolean passes() {
    return count() >= threshold;
  }

  /** True when even all who have not rejected would not be enough. */
  boolean fails() {
    int all = seats.stream().mapToInt(Seat::weight).sum();
    return all - weight(false) < threshold;
  }

  /** The seat of a holder. */
  public Optional<Approver> seatOf(String holder) {
    for (int seat = 0; seat < filledBy.length; seat++) {
      if (filledBy[seat] != FREE && votes.get(filledBy[seat]).holder().equals(holder)) {
        return Optional.of(seats.get(seat).approver());
      }
    }
    return Optional.empty();
  }
}
