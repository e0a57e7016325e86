package dev.mplp.runtime.memory;

import static java.util.Objects.requireNonNull;

import dev.mplp.spi.Presence;
import dev.mplp.spi.SharedMemoryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Who is there, within this process. A group without members costs nothing. Thread-safe. */
public final class InMemoryPresence implements Presence {

  private static final int MOST_GROUPS = 10_000;

  private final LongSupplier nanos;
  private final Map<String, TreeMap<String, Entry>> groups = new HashMap<>();

  private record Entry(Member member, long until) {}

  private InMemoryPresence(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Nobody is there yet. */
  public static InMemoryPresence create() {
    return new InMemoryPresence(System::nanoTime);
  }

  @Override
  public synchronized void announce(String group, Member member, Duration ttl) {
    Presence.check(group, ttl);
    requireNonNull(member, "member");
    long now = nanos.getAsLong();
    if (!groups.containsKey(group) && groups.size() >= MOST_GROUPS) {
      groups.values().forEach(all -> tidy(all, now));
      groups.values().removeIf(Map::isEmpty);
    }
    TreeMap<String, Entry> members = groups.computeIfAbsent(group, name -> new TreeMap<>());
    tidy(members, now);
    boolean full = members.size() >= MAX_MEMBERS && !members.containsKey(member.id());
    if (full || groups.size() > MOST_GROUPS) {
      throw new SharedMemoryException(
          "group " + group + " has as many members as there may be", null);
    }
    members.put(member.id(), new Entry(member, now + ttl.toNanos()));
  }

  private static void tidy(Map<String, Entry> members, long now) {
    members.values().removeIf(entry -> entry.until - now <= 0);
  }

  @Override
  public synchronized void withdraw(String group, String id) {
    TreeMap<String, Entry> members = groups.get(group);
    if (members != null) {
      members.remove(id);
      if (members.isEmpty()) {
        groups.remove(group);
      }
    }
  }

  @Override
  public synchronized List<Member> list(String group) {
    TreeMap<String, Entry> members = groups.get(group);
    if (members == null) {
      return List.of();
    }
    tidy(members, nanos.getAsLong());
    if (members.isEmpty()) {
      groups.remove(group);
    }
    return members.values().stream().map(Entry::member).toList();
  }
}
