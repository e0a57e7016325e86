package dev.mplp.examples.server.security;

import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of a program, as a line of the file says: {@code name=ci sha256=... tenant=default
 * subject=ci roles=importer,reader until=2027-01-01T00:00:00Z}.
 *
 * @param name of the key, unique
 * @param sha256 of the key itself, in hexadecimal
 * @param principal who has it
 * @param until when it ends; null for never
 */
record ApiKeyLine(String name, String sha256, Principal principal, @Nullable Instant until) {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Set<String> NEEDED = Set.of("name", "sha256", "subject");
  private static final Set<String> KNOWN =
      Set.of("name", "sha256", "tenant", "subject", "roles", "until");

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static ApiKeyLine parse(String line) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : SPACES.split(line, -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || !KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "a key is told by " + new TreeSet<>(KNOWN) + " as name=value, not by \"" + name + '"');
      }
      if (parts.put(name, part.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(name + " is given twice");
      }
    }
    for (String name : new TreeSet<>(NEEDED)) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        throw new IllegalArgumentException("a key has a " + name);
      }
    }
    return of(parts);
  }

  private static ApiKeyLine of(Map<String, String> parts) {
    String hash = parts.getOrDefault("sha256", "");
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("sha256 has 64 digits of 0-9 and a-f; mplp key makes it");
    }
    Set<String> roles = new LinkedHashSet<>();
    Arrays.stream(parts.getOrDefault("roles", "").split(",", -1))
        .filter(role -> !role.isEmpty())
        .forEach(role -> roles.add(Names.checked("role", role)));
    Principal principal =
        new Principal(
            Tenant.of(parts.getOrDefault("tenant", Tenant.DEFAULT.name())),
            Names.checked("subject", parts.getOrDefault("subject", "")),
            roles);
    return new ApiKeyLine(
        Names.checked("name", parts.getOrDefault("name", "")),
        hash,
        principal,
        until(parts.get("until")));
  }

  private static @Nullable Instant until(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "until is a time such as 2027-01-01T00:00:00Z, not " + text, e);
    }
  }

  /** The line that {@link #parse} reads. */
  String format() {
    StringBuilder line = new StringBuilder("name=").append(name).append(" sha256=").append(sha256);
    line.append(" tenant=").append(principal.tenant()).append(" subject=");
    line.append(principal.subject());
    if (!principal.roles().isEmpty()) {
      line.append(" roles=").append(String.join(",", new TreeSet<>(principal.roles())));
    }
    if (until != null) {
      line.append(" until=").append(until);
    }
    return line.toString();
  }

  byte[] digest() {
    return HexFormat.of().parseHex(sha256);
  }
}
