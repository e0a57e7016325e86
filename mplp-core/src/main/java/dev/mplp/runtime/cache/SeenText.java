package dev.mplp.runtime.cache;

import dev.mplp.runtime.cache.Seen.Sighting;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a session has seen, as its token: base64 for URLs of a version, the process, both times, and
 * of each document its name, order, version with whether it was seen in that process, and time.
 *
 * @param process who wrote it
 * @param forgotten the last time of a sighting that is not here, 0 for none
 * @param forgottenElsewhere the same of those that were noted in other processes
 * @param sightings by name, the oldest first
 */
record SeenText(
    long process, long forgotten, long forgottenElsewhere, Map<Long, Sighting> sightings) {

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + 3 * Long.BYTES;
  private static final int NUMBER = 9;
  private static final int EACH = Long.BYTES + Integer.BYTES + 2 * NUMBER;

  /** A token has no more characters. */
  private static final int LONGEST = (HEAD + Seen.MOST * EACH) * 4 / 3 + 4;

  String write() {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + sightings.size() * EACH);
    bytes.put(VERSION).putLong(process).putLong(forgotten).putLong(forgottenElsewhere);
    sightings.forEach(
        (name, sighting) -> {
          bytes.putLong(name).putInt(sighting.order());
          number(bytes, sighting.version() << 1 | (sighting.here() ? 1 : 0));
          number(bytes, sighting.at());
        });
    byte[] written = Arrays.copyOf(bytes.array(), bytes.position());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(written);
  }

  /** Seven bits a byte, the last ones first. */
  private static void number(ByteBuffer bytes, long number) {
    long left = number;
    while (left > 127) {
      bytes.put((byte) (left | 128));
      left >>>= 7;
    }
    bytes.put((byte) left);
  }

  /**
   * What a token says.
   *
   * @throws IllegalArgumentException when it is none
   */
  static SeenText read(String token) {
    if (token.length() > LONGEST) {
      throw none("has at most " + LONGEST + " characters, not " + token.length());
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      if (bytes.get() != VERSION) {
        throw none("of this version begins otherwise");
      }
      long process = bytes.getLong();
      long forgotten = time(bytes.getLong());
      long elsewhere = time(bytes.getLong());
      Map<Long, Sighting> sightings = new LinkedHashMap<>();
      while (bytes.hasRemaining() && sightings.size() < Seen.MOST) {
        long name = bytes.getLong();
        int order = bytes.getInt();
        long version = number(bytes);
        long at = time(number(bytes));
        sightings.put(name, new Sighting(order, version >>> 1, at, (version & 1) == 1, 0));
      }
      if (bytes.hasRemaining()) {
        throw none("names at most " + Seen.MOST + " objects");
      }
      return new SeenText(process, forgotten, elsewhere, sightings);
    } catch (BufferUnderflowException e) {
      throw none("is whole, and this one ends early");
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith("a session")
          ? e
          : none("is base64");
    }
  }

  private static long number(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      long next = bytes.get();
      number |= (next & 127) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw none("has no such large numbers");
  }

  private static long time(long millis) {
    if (millis < 0) {
      throw none("has no times before 1970");
    }
    return millis;
  }

  private static IllegalArgumentException none(String why) {
    return new IllegalArgumentException(
        "a session token is what Session.token() gave, unchanged, or empty; one " + why);
  }
}
