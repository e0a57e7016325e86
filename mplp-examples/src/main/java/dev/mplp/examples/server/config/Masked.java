package dev.mplp.examples.server.config;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.regex.Pattern.DOTALL;

import java.util.regex.Pattern;

/** Values as they may be shown. */
final class Masked {

  static final String STARS = "********";

  /** To the last @, as a password may have one: rather too much than too little. */
  private static final Pattern PASSWORD = Pattern.compile("//([^:/@]*):(.*)@");

  /** Redis takes a password without a user. */
  private static final Pattern PASSWORD_ALONE = Pattern.compile("^(rediss?[^:]*:)//[^:/@]+@");

  /** What stands before the last @ may be a token instead of a user. */
  private static final Pattern USER = Pattern.compile("^(https?://).*@", CASE_INSENSITIVE);

  private static final Pattern ARGUMENTS = Pattern.compile("^(\\s*\\S+)\\s+\\S.*$", DOTALL);

  private static final Pattern PARAMETER =
      Pattern.compile("([?&][^=&]*(?:password|secret|key|token)[^=&]*=)[^&]*", CASE_INSENSITIVE);

  private Masked() {}

  static String of(Setting setting, String value) {
    return switch (setting.form().kind()) {
      case OPEN -> value;
      case URL -> url(value);
      case PLACE -> url(USER.matcher(value).replaceAll("$1" + STARS + '@'));
      case COMMAND -> ARGUMENTS.matcher(value).replaceAll("$1 " + STARS);
      case SECRET -> STARS;
    };
  }

  private static String url(String value) {
    String masked = PASSWORD.matcher(value).replaceAll("//$1:" + STARS + '@');
    masked = PASSWORD_ALONE.matcher(masked).replaceAll("$1//" + STARS + '@');
    return PARAMETER.matcher(masked).replaceAll("$1" + STARS);
  }
}
