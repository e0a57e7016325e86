package dev.mplp.examples.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of programs, by their hashes. The file is read again when it changes; while it cannot be
 * read, what was read before counts.
 *
 * <p>Keys are looked up by their digests and compared in constant time: how long a look takes tells
 * nothing of a key.
 */
final class ApiKeys {

  /** How long a change of the file may go unseen. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
  private static final Pattern FORM =
      Pattern.compile(Pattern.quote(NewApiKey.PREFIX) + "[A-Za-z0-9_-]{43}");
  private static final int LONGEST_FILE = 4 << 20;

  private final Path file;
  private final Clock clock;
  private volatile Known known;

  /** What the file said, how it looked, and when that was seen. */
  private record Known(Map<String, ApiKeyLine> keys, String looks, Instant seen) {}

  private ApiKeys(Path file, Clock clock, Known known) {
    this.file = file;
    this.clock = clock;
    this.known = known;
  }

  /**
   * The keys of a file.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when a line is wrong
   */
  static ApiKeys of(Path file, Clock clock) throws IOException {
    String looks = looks(file);
    return new ApiKeys(file, clock, new Known(parse(file), looks, clock.instant()));
  }

  private static String looks(Path file) throws IOException {
    return Files.getLastModifiedTime(file) + " " + Files.size(file) + ' ' + file.toRealPath();
  }

  private static Map<String, ApiKeyLine> parse(Path file) throws IOException {
    if (Files.size(file) > LONGEST_FILE) {
      throw new IOException("a file of keys has at most " + LONGEST_FILE + " bytes");
    }
    Map<String, ApiKeyLine> keys = new HashMap<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String line : Files.readString(file, UTF_8).split("\n", -1)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        add(file + ":" + number + ": ", text, keys, names);
      }
    }
    return Map.copyOf(keys);
  }

  private static void add(
      String where, String text, Map<String, ApiKeyLine> keys, Set<String> names) {
    ApiKeyLine key;
    try {
      key = ApiKeyLine.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + e.getMessage(), e);
    }
    if (!names.add(key.name()) || keys.put(key.sha256(), key) != null) {
      throw new IllegalArgumentException(where + "a key of this name or hash stands above");
    }
  }

  /** Whether this is sent as a key. */
  static boolean isKey(String text) {
    return text.startsWith(NewApiKey.PREFIX);
  }

  /** Whether somebody has this key, maybe one that has expired. */
  boolean knows(String text) {
    return FORM.matcher(text).matches() && find(NewApiKey.hash(text)) != null;
  }

  /** Who has this key. */
  Principal authenticate(String text) {
    ApiKeyLine found = FORM.matcher(text).matches() ? find(NewApiKey.hash(text)) : null;
    if (found == null) {
      throw UnauthenticatedException.invalid("the key is not known here");
    }
    if (found.until() != null && !clock.instant().isBefore(found.until())) {
      throw UnauthenticatedException.invalid("the key has expired");
    }
    return found.principal();
  }

  /** Until when that is believed which was found out of a key; its line may be deleted. */
  Instant until(String text) {
    Instant soon = clock.instant().plus(VerifiedTokens.REMEMBERED);
    ApiKeyLine found = find(NewApiKey.hash(text));
    Instant end = found == null ? null : found.until();
    return end != null && end.isBefore(soon) ? end : soon;
  }

  private @Nullable ApiKeyLine find(String hash) {
    ApiKeyLine candidate = current().get(hash);
    return candidate != null
            && MessageDigest.isEqual(candidate.sha256().getBytes(UTF_8), hash.getBytes(UTF_8))
        ? candidate
        : null;
  }

  private Map<String, ApiKeyLine> current() {
    Known current = known;
    Instant now = clock.instant();
    if (!now.isBefore(current.seen.plus(LOOK))) {
      current = look(current, now);
      known = current; // two that look at once see the same
    }
    return current.keys;
  }

  private Known look(Known current, Instant now) {
    try {
      String looks = looks(file);
      if (looks.equals(current.looks)) {
        return new Known(current.keys, looks, now);
      }
      Map<String, ApiKeyLine> keys = parse(file);
      LOG.info("the file of keys has changed: {} keys in {}", keys.size(), file);
      return new Known(keys, looks, now);
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("the file of keys cannot be read; the former keys count: {}", e.toString());
      return new Known(current.keys, current.looks, now);
    }
  }
}
