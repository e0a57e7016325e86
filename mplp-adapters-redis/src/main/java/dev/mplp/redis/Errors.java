package dev.mplp.redis;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisReadOnlyException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error of a call says about the server. */
final class Errors {

  /**
   * Also within the message of a script that met it. No memory; slots that nobody serves; data that
   * cannot be saved; no right; no log-in; a master that is away; too few replicas.
   */
  private static final Pattern UNSERVED =
      Pattern.compile(
          "(^|[\\s-])(OOM|CLUSTERDOWN|MISCONF|NOPERM|NOAUTH|MASTERDOWN|NOREPLICAS)\\s"
              + "|ACL failure in script|can't run this command");

  private Errors() {}

  /** The server has answered, also when it did not do what it was asked. */
  static boolean isAnswer(@Nullable Throwable cause) {
    return cause instanceof RedisCommandExecutionException
        && !(cause instanceof RedisLoadingException)
        && !(cause instanceof RedisBusyException)
        && !isReadOnly(cause);
  }

  /** It is a replica, so another server is to be asked. */
  static boolean isReadOnly(@Nullable Throwable cause) {
    return cause instanceof RedisReadOnlyException;
  }

  /** An answer by which the server, and not the call, is to blame. */
  static boolean isUnserved(@Nullable Throwable cause) {
    return isAnswer(cause)
        && cause != null
        && cause.getMessage() != null
        && UNSERVED.matcher(cause.getMessage()).find();
  }

  /** Why it ended, in one line; the client's messages have no passwords in them. */
  static String reason(@Nullable Throwable cause) {
    Throwable found = cause;
    while (found != null && found.getCause() != null && found.getCause() != found) {
      found = found.getCause();
    }
    if (found == null) {
      return "it was closed";
    }
    String message = found.getMessage();
    return message == null
        ? found.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
