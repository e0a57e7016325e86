package dev.mplp.runtime.store;

import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets that are independent of each other, committed as few: a storage does one large set for much
 * less than many small ones, where they change more than steps and the log. When a large one is
 * refused, its members are committed one by one, so that each has its own answer.
 *
 * <p>Repeating {@link #merged} is as safe as repeating the sets: it is the same each time.
 */
public final class Together {

  private static final int MOST = 64;
  private static final long MOST_BYTES = 8L << 20;

  private final List<ChangeSet> sets;
  private final List<Group> groups = new ArrayList<>();
  private final List<ChangeSet> merged = new ArrayList<>();

  /** Members of one merged set: no two of them change the same. */
  private static final class Group {
    final List<Integer> members = new ArrayList<>();
    final Set<String> touched = new HashSet<>();
    long bytes;

    boolean takes(Set<String> keys, long size) {
      return members.size() < MOST
          && bytes + size <= MOST_BYTES
          && keys.stream().noneMatch(touched::contains);
    }
  }

  private Together(List<ChangeSet> sets) {
    this.sets = List.copyOf(sets);
  }

  /** These sets, with an answer for each. */
  public static Together of(List<ChangeSet> sets) {
    Together together = new Together(sets);
    together.group();
    for (Group group : together.groups) {
      together.merged.add(together.merge(group));
    }
    return together;
  }

  private void group() {
    Map<String, Group> open = new HashMap<>();
    for (int i = 0; i < sets.size(); i++) {
      ChangeSet set = sets.get(i);
      if (isPlain(set)) {
        begin().members.add(i);
        continue;
      }
      Set<String> keys = keys(set);
      long size = size(set);
      Group group = open.get(set.tenant());
      if (group == null || !group.takes(keys, size)) {
        group = begin();
        open.put(set.tenant(), group);
      }
      group.members.add(i);
      group.touched.addAll(keys);
      group.bytes += size;
    }
  }

  private Group begin() {
    Group group = new Group();
    groups.add(group);
    return group;
  }

  /** Storages do many of these at once as they are. */
  private static boolean isPlain(ChangeSet set) {
    return set.changes().stream()
        .allMatch(
            change -> change instanceof Change.SettleStep || change instanceof Change.AppendLog);
  }

  private static Set<String> keys(ChangeSet set) {
    Set<String> keys = new HashSet<>();
    for (Change change : set.changes()) {
      String key = key(change);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static @Nullable String key(Change change) {
    if (change instanceof Change.PutDocument put) {
      return put.kind() + '/' + put.id();
    } else if (change instanceof Change.DeleteDocument delete) {
      return delete.kind() + '/' + delete.id();
    } else if (change instanceof Change.CheckDocument check) {
      return check.kind() + '/' + check.id();
    } else if (change instanceof Change.PutTimer put) {
      return "timer " + put.kind() + '/' + put.id();
    } else if (change instanceof Change.RemoveTimer remove) {
      return "timer " + remove.kind() + '/' + remove.id();
    } else if (change instanceof Change.SettleStep settle) {
      return "step " + settle.executionId() + '/' + settle.index();
    } else if (change instanceof Change.ContinueStep goOn) {
      return "step " + goOn.executionId() + '/' + goOn.index();
    } else if (change instanceof Change.AppendItems || change instanceof Change.AppendLog) {
      return null; // items go with their document here, records are in nobody's way
    }
    return change.getClass().getName(); // at most one of such
  }

  private static long size(ChangeSet set) {
    long size = 0;
    for (Change change : set.changes()) {
      if (change instanceof Change.AppendItems items) {
        size += items.bodies().stream().mapToLong(body -> body.length).sum();
      } else if (change instanceof Change.PutDocument put) {
        size += put.body().length;
      }
    }
    return size;
  }

  private ChangeSet merge(Group group) {
    ChangeSet first = sets.get(group.members.get(0));
    if (group.members.size() == 1) {
      return first;
    }
    ChangeSet.Builder all = ChangeSet.builder(first.tenant());
    group.members.forEach(member -> all.addAll(sets.get(member).changes()));
    return all.build();
  }

  /** What is committed. */
  public List<ChangeSet> merged() {
    return merged;
  }

  /**
   * One answer for each of the sets, in their order.
   *
   * @param answers one for each of {@link #merged}
   * @param alone commits sets whose merged one was refused
   */
  public List<CommitResult> results(
      List<CommitResult> answers, Function<List<ChangeSet>, List<CommitResult>> alone) {
    CommitResult[] results = new CommitResult[sets.size()];
    for (int i = 0; i < groups.size(); i++) {
      List<Integer> members = groups.get(i).members;
      CommitResult answer = answers.get(i);
      if (members.size() == 1 || answer.isCommitted()) {
        members.forEach(member -> results[member] = answer);
        continue;
      }
      List<CommitResult> own = alone.apply(members.stream().map(sets::get).toList());
      for (int j = 0; j < own.size(); j++) {
        results[members.get(j)] = own.get(j);
      }
    }
    return Arrays.asList(results);
  }
}
