package dev.mplp.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Index values as they are stored. */
final class IndexValues {

  /** An entry of a B-tree has room for 2,700 bytes; a character takes up to four. */
  private static final int LONGEST = 200;

  private IndexValues() {}

  /** Names and values by turns, in order of the names. */
  static String[] flat(Map<String, String> index) {
    String[] flat = new String[index.size() * 2];
    int i = 0;
    for (Map.Entry<String, String> entry : new TreeMap<>(index).entrySet()) {
      flat[i++] = entry.getKey();
      flat[i++] = entry.getValue();
    }
    return flat;
  }

  static Map<String, String> of(String[] flat) {
    Map<String, String> index = new LinkedHashMap<>();
    for (int i = 0; i < flat.length; i += 2) {
      index.put(flat[i], flat[i + 1]);
    }
    return index;
  }

  /** What the index table keeps of a value: the value itself, or the digest of a long one. */
  static String stored(String value) {
    if (value.length() <= LONGEST) {
      return value;
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
      return value.substring(0, LONGEST) + '#' + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
