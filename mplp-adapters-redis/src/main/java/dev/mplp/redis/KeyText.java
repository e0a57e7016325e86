package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.DocumentKey;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;

/** Keys of documents as text: their parts percent-encoded, with slashes between them. */
final class KeyText {

  private KeyText() {}

  static String of(DocumentKey key) {
    return encoded(key.tenant()) + '/' + encoded(key.kind()) + '/' + encoded(key.id());
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8);
  }

  /** Several keys, a line each. */
  static byte[] message(List<DocumentKey> keys) {
    return keys.stream().map(KeyText::of).collect(Collectors.joining("\n")).getBytes(UTF_8);
  }

  /** The keys of a message; lines that are none are left out. */
  static List<DocumentKey> keys(byte[] message) {
    return new String(message, UTF_8)
        .lines()
        .map(line -> line.split("/", -1))
        .filter(parts -> parts.length == 3)
        .map(parts -> new DocumentKey(decoded(parts[0]), decoded(parts[1]), decoded(parts[2])))
        .toList();
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, UTF_8);
  }
}
