package dev.mplp.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Mplp;
import dev.mplp.confirm.ApprovalAct;
import dev.mplp.event.EventRecord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of everything that can befall an approval (decisions, delegations, escalations,
 * withdrawals, changes of what is approved, time that passes, lost commits and answers, processes
 * that die), on several replicas, each act beside {@link ReferenceApproval}: what it answers, how
 * the approval stands, for whom it waits, whether the gate opens, and what an auditor reads. A seed
 * decides all of it; {@code -Dmplp.seed=N -Dmplp.sequences=1} runs one again.
 */
public abstract class ApprovalModelContract extends ApprovalKit {

  /** Every answer, every act, and what else the sequences are about. */
  private static final Set<String> WANTED = wanted();

  private final int usual;
  private final int full;

  /**
   * For the storages.
   *
   * @param usual how many sequences
   * @param full how many of them in a full run
   */
  protected ApprovalModelContract(int usual, int full) {
    this.usual = usual;
    this.full = full;
  }

  @Test
  void everySequence_comesToWhatTheModelSays() {
    int count =
        Integer.getInteger("mplp.sequences", Boolean.getBoolean("mplp.full") ? full : usual);
    long first = Long.getLong("mplp.seed", 1);
    Set<String> seen = new HashSet<>();
    Mplp faulty = anotherBehind(storage -> new FaultyStorage(storage, first, 0.05, 0.05));
    List<Mplp> replicas = List.of(mplp(), another(), faulty);
    // What is seen hangs on who was quicker, too: more sequences are done until everything was.
    long most = count >= usual ? Math.max(count, full) : count;
    for (long i = 0; i < count || (i < most && !seen.containsAll(WANTED)); i++) {
      run(first + i, new ApprovalSequence(first + i, this, replicas, seen));
    }
    Set<Object> consumed = new HashSet<>();
    for (EventRecord record : records("confirm.consumed")) {
      assertThat(consumed.add(String.valueOf(record.subject())))
          .as("%s is used once", record.subject())
          .isTrue();
    }
    if (count >= usual) {
      assertThat(seen).containsAll(WANTED);
    }
  }

  private static void run(long seed, ApprovalSequence sequence) {
    try {
      sequence.run();
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed + "\n" + sequence.told(), e);
    }
  }

  private static Set<String> wanted() {
    Set<String> wanted = new HashSet<>();
    Arrays.stream(ReferenceApproval.Answer.values()).forEach(a -> wanted.add(a.name()));
    Arrays.stream(ApprovalAct.Kind.values()).map(ApprovalAct.Kind::wire).forEach(wanted::add);
    wanted.remove("voided"); // only when others are quicker
    wanted.addAll(
        List.of(ApprovalSequence.CRASH, ApprovalSequence.ASKED_AGAIN, ApprovalSequence.CONSUMED));
    return wanted;
  }
}
