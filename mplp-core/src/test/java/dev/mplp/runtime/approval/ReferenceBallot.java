package dev.mplp.runtime.approval;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Seat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules in the plainest form: without delegation, for stages whose seats count the same. */
final class ReferenceBallot {

  enum Answer {
    COUNTED,
    UNCHANGED,
    DENIED,
    APPROVED,
    REJECTED
  }

  private final ApprovalPolicy policy;
  private final String requester;
  private final Set<String> spent = new HashSet<>();
  private Map<Person, Boolean> said = new LinkedHashMap<>();
  private int stage;

  ReferenceBallot(ApprovalPolicy policy, String requester) {
    this.policy = policy;
    this.requester = requester;
  }

  Answer cast(Person person, boolean approves) {
    ApprovalStage rule = policy.stages().get(stage);
    boolean asked = rule.seats().stream().anyMatch(seat -> person.is(seat.approver()));
    if (person.subject().equals(requester) || spent.contains(person.subject()) || !asked) {
      return Answer.DENIED;
    }
    if (Boolean.valueOf(approves).equals(said.get(person))) {
      return Answer.UNCHANGED;
    }
    Map<Person, Boolean> next = new LinkedHashMap<>(said);
    next.put(person, approves);
    if (!seatable(new ArrayList<>(next.keySet()), new ArrayList<>(rule.seats()))) {
      return Answer.DENIED;
    }
    said = next;
    int weight = rule.seats().get(0).weight();
    int against = weight * (int) said.values().stream().filter(yes -> !yes).count();
    int inFavour = weight * (int) said.values().stream().filter(yes -> yes).count();
    if (weight * rule.seats().size() - against < rule.threshold()) {
      return Answer.REJECTED;
    }
    if (inFavour < rule.threshold()) {
      return Answer.COUNTED;
    }
    said.keySet().forEach(p -> spent.add(p.subject()));
    said = new LinkedHashMap<>();
    stage++;
    return stage == policy.stages().size() ? Answer.APPROVED : Answer.COUNTED;
  }

  /** Tries everything. */
  private static boolean seatable(List<Person> people, List<Seat> free) {
    if (people.isEmpty()) {
      return true;
    }
    for (Seat seat : List.copyOf(free)) {
      if (people.get(0).is(seat.approver())) {
        List<Seat> rest = new ArrayList<>(free);
        rest.remove(seat);
        if (seatable(people.subList(1, people.size()), rest)) {
          return true;
        }
      }
    }
    return false;
  }
}
