package dev.mplp.tck;

import dev.mplp.confirm.ApprovalPolicy;
import dev.mplp.confirm.ApprovalStage;
import dev.mplp.confirm.Approver;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Policies of every kind for a few people, of whom carol asks. */
final class RandomPolicies {

  /** Who has which roles. */
  static final Map<String, Set<String>> ROLES =
      Map.of(
          "carol", Set.of("risk"),
          "ada", Set.of("risk", "legal"),
          "bob", Set.of("risk"),
          "dave", Set.of("legal", "chief"),
          "erin", Set.of());

  /** All of them, in an order that is always the same. */
  static final List<String> PEOPLE = ROLES.keySet().stream().sorted().toList();

  private static final List<String> NAMES = List.of("risk", "legal", "chief");

  private RandomPolicies() {}

  /** Times are so many hours and five minutes: no two of them are ever over at once. */
  static ApprovalPolicy policy(Random random) {
    while (true) {
      try {
        List<ApprovalStage> stages = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          stages.add(stage(random));
        }
        return new ApprovalPolicy(
            stages,
            expiry(random),
            random.nextInt(3) == 0 ? hours(random) : null,
            random.nextInt(4),
            random.nextInt(3) == 0);
      } catch (IllegalArgumentException e) {
        // nobody could pass it: another one
      }
    }
  }

  private static ApprovalStage stage(Random random) {
    List<Seat> seats = new ArrayList<>();
    int all = 0;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int weight = random.nextBoolean() ? 1 : 1 + random.nextInt(3);
      all += weight;
      Approver approver =
          random.nextInt(5) < 2
              ? Approver.subject(PEOPLE.get(random.nextInt(PEOPLE.size())))
              : Approver.role(NAMES.get(random.nextInt(NAMES.size())));
      seats.add(new Seat(approver, weight));
    }
    return new ApprovalStage(seats, 1 + random.nextInt(Math.min(all, 3)));
  }

  private static Duration hours(Random random) {
    return Duration.ofMinutes(60L * (1 + random.nextInt(4)) + 5);
  }

  private static Expiry expiry(Random random) {
    Duration by = Duration.ofMinutes(60L * (1 + random.nextInt(3)));
    return switch (random.nextInt(4)) {
      case 0 -> Expiry.rejectAfter(hours(random));
      case 1 -> Expiry.extendAfter(hours(random), by, 1 + random.nextInt(2));
      default -> {
        List<Expiry.Level> chain = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
          chain.add(new Expiry.Level(stage(random), hours(random)));
        }
        yield new Expiry.Escalate(hours(random), chain);
      }
    };
  }
}
