package dev.mplp.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;

/**
 * Who logs in.
 *
 * @param user null for the default one
 * @param password null when none is asked for
 * @param sentinelPassword that of the Sentinels, null when they ask for none
 */
record Credentials(
    @Nullable String user, @Nullable String password, @Nullable String sentinelPassword) {

  void logIn(RedisURI uri) {
    if (password != null) {
      RedisCredentials known = RedisCredentials.just(user, password);
      uri.setCredentialsProvider(RedisCredentialsProvider.from(() -> known));
    }
  }

  void logInToSentinel(RedisURI uri) {
    if (sentinelPassword != null) {
      new Credentials(null, sentinelPassword, null).logIn(uri);
    }
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return "credentials of " + user;
  }
}
