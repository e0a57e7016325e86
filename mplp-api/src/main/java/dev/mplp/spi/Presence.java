package dev.mplp.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Who is there: members of groups announce themselves again and again, and are gone when they no
 * longer do. Known of late and by hearsay: nothing is decided by it.
 *
 * <p>Names and attributes are readable for whoever may read the shared memory.
 */
public interface Presence {

  /** How many members a group has at most. */
  int MAX_MEMBERS = 1_000;

  /** The longest name of a group, in characters. */
  int MAX_GROUP = 200;

  /**
   * A member is there for {@code ttl} from now on; what was announced of it before is replaced.
   *
   * @param ttl 1 ms to one day
   * @throws SharedMemoryException when it cannot be told, or the group has {@value #MAX_MEMBERS}
   *     others
   * @throws IllegalArgumentException when the group's name has not 1 to {@value #MAX_GROUP}
   *     characters, or the time is out of its bounds
   */
  void announce(String group, Member member, Duration ttl);

  /**
   * A member is gone; nothing happens when it is not there.
   *
   * @throws SharedMemoryException when it cannot be told
   */
  void withdraw(String group, String id);

  /**
   * Who is there, by id.
   *
   * @throws SharedMemoryException when it is not to be had: nobody knows then who is there
   */
  List<Member> list(String group);

  /**
   * Checks what {@link #announce} is given.
   *
   * @throws IllegalArgumentException when it is out of its bounds
   */
  static void check(String group, Duration ttl) {
    if (group.isEmpty() || group.length() > MAX_GROUP) {
      throw new IllegalArgumentException(
          "the name of a group has 1 to " + MAX_GROUP + " characters, but is \"" + group + '"');
    }
    if (ttl.toMillis() < 1 || ttl.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("ttl must be 1 ms to one day, but is " + ttl);
    }
  }

  /**
   * Somebody who is there.
   *
   * @param id unique in its group, 1 to 200 characters
   * @param since when it came, milliseconds; by its own clock
   * @param attributes what else there is to know, at most 20, each name and value of at most 500
   *     characters
   */
  record Member(String id, Instant since, Map<String, String> attributes) {

    private static final int MAX_ID = 200;
    private static final int MAX_ATTRIBUTES = 20;
    private static final int MAX_TEXT = 500;

    /** Checks the bounds and copies the attributes. */
    public Member {
      requireNonNull(id, "id");
      since = Instant.ofEpochMilli(since.toEpochMilli());
      attributes = Map.copyOf(attributes);
      if (id.isEmpty() || id.length() > MAX_ID) {
        throw new IllegalArgumentException(
            "the id of a member has 1 to " + MAX_ID + " characters, but is \"" + id + '"');
      }
      if (attributes.size() > MAX_ATTRIBUTES) {
        throw new IllegalArgumentException(
            "a member has at most "
                + MAX_ATTRIBUTES
                + " attributes, but "
                + id
                + " has "
                + attributes.size());
      }
      attributes.forEach(
          (name, value) -> {
            if (name.length() > MAX_TEXT || value.length() > MAX_TEXT) {
              throw new IllegalArgumentException(
                  "an attribute of member " + id + " is longer than " + MAX_TEXT + " characters");
            }
          });
    }
  }
}
