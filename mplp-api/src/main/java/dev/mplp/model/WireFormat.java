package dev.mplp.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text forms that the protocol prescribes: identifiers, versions, event types.
 *
 * <p>Every check looks at the whole text; nothing before or after the form is forgiven.
 */
public final class WireFormat {

  /** The pattern of identifiers in module objects. */
  public static final String MODULE_ID_PATTERN =
      "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

  /** The pattern of {@code protocol_version} and {@code schema_version}. */
  public static final String VERSION_PATTERN = "^[0-9]+\\.[0-9]+\\.[0-9]+$";

  /** The pattern of an inline event's type. */
  public static final String EVENT_TYPE_PATTERN = "^[a-z][a-z0-9]*(?:\\.[a-z][a-z0-9]*)*$";

  private WireFormat() {}

  /** True for a version 4 UUID of the RFC 4122 variant, the only kind that module objects carry. */
  public static boolean isModuleId(UUID uuid) {
    return uuid.version() == 4 && uuid.variant() == 2;
  }

  /** True for a lower-case version 4 UUID, the form of identifiers in module objects. */
  public static boolean isModuleId(CharSequence text) {
    return parseModuleId(text) != null;
  }

  /** The UUID of a lower-case version 4 text, null for any other text. */
  public static @Nullable UUID parseModuleId(CharSequence text) {
    if (!hasUuidDashes(text)) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 36; i++) {
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        continue;
      }
      int digit = lowerHex(text.charAt(i));
      if (digit < 0) {
        return null;
      }
      if (i < 18) {
        high = (high << 4) | digit;
      } else {
        low = (low << 4) | digit;
      }
    }
    boolean versionFour = ((high >>> 12) & 0xf) == 4;
    boolean variantTwo = low >>> 62 == 2;
    return versionFour && variantTwo ? new UUID(high, low) : null;
  }

  /**
   * True for a UUID of any version and in any case: the form of identifiers in observability and
   * profile events and in learning samples (format {@code uuid}).
   */
  public static boolean isUuid(CharSequence text) {
    if (!hasUuidDashes(text)) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (!dash && !isHex(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasUuidDashes(CharSequence text) {
    return text.length() == 36
        && text.charAt(8) == '-'
        && text.charAt(13) == '-'
        && text.charAt(18) == '-'
        && text.charAt(23) == '-';
  }

  private static boolean isHex(char c) {
    return lowerHex(c) >= 0 || (c >= 'A' && c <= 'F');
  }

  private static int lowerHex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** True for three dotted numbers, such as {@code 1.0.0}; leading zeros are allowed. */
  public static boolean isVersion(CharSequence text) {
    int numbers = 0;
    int at = 0;
    while (true) {
      int end = skipDigits(text, at);
      if (end == at) {
        return false;
      }
      numbers++;
      if (end == text.length()) {
        return numbers == 3;
      }
      if (text.charAt(end) != '.') {
        return false;
      }
      at = end + 1;
    }
  }

  /** True for a semantic version (semver.org 2.0.0), such as {@code 1.4.0-rc.1+build.5}. */
  public static boolean isSemanticVersion(CharSequence text) {
    return SemanticVersion.matches(text);
  }

  /** True for an absolute URI (RFC 3986), in ASCII. */
  public static boolean isUri(CharSequence text) {
    return UriText.matches(text);
  }

  /** True for a mail address (the {@code Mailbox} of RFC 5321), in ASCII. */
  public static boolean isEmail(CharSequence text) {
    return MailAddress.matches(text);
  }

  /** True for dotted lower-case words, such as {@code plan.step.completed}. */
  public static boolean isEventType(CharSequence text) {
    boolean wordStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (wordStart) {
        if (c < 'a' || c > 'z') {
          return false;
        }
        wordStart = false;
      } else if (c == '.') {
        wordStart = true;
      } else if (!isDigit(c) && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return !wordStart;
  }

  private static int skipDigits(CharSequence text, int at) {
    int end = at;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
