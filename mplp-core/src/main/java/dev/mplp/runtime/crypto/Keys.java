package dev.mplp.runtime.crypto;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads keys from a setting, without ever repeating one in a message. */
final class Keys {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");
  private static final int BYTES = 32;

  private Keys() {}

  /**
   * Keys by their ids, in order.
   *
   * @param setting {@code id:base64,id:base64}
   */
  static Map<String, byte[]> parse(String setting) {
    Map<String, byte[]> keys = new LinkedHashMap<>();
    int place = 0;
    for (String part : setting.split(",", -1)) {
      place++;
      int colon = part.indexOf(':');
      String id = colon < 0 ? "" : part.substring(0, colon).strip();
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "encryption key "
                + place
                + " has no id: write <id>:<base64 of 32 bytes>, the id of letters, digits, '.', '_'"
                + " and '-', several keys with commas between them");
      }
      if (keys.put(id, bytes(id, part.substring(colon + 1).strip())) != null) {
        throw new IllegalArgumentException("encryption key " + id + " is there twice");
      }
    }
    return keys;
  }

  private static byte[] bytes(String id, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0]; // without the cause, which has part of the key
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "encryption key "
              + id
              + " is not base64 of 32 bytes; make one with"
              + " 'openssl rand -base64 32'");
    }
    return bytes;
  }
}
