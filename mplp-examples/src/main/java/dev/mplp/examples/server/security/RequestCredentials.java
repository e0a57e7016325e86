package dev.mplp.examples.server.security;

import java.util.List;

/**
 * What a request says of who sent it, as it came.
 *
 * @param authorization the values of the headers {@code Authorization}
 * @param apiKey the values of the headers {@code X-API-Key}
 * @param host the value of the header {@code Host}, empty when there is none
 * @param origin whom failures are counted under, see {@link
 *     dev.mplp.examples.server.net.Addresses#origin}
 */
public record RequestCredentials(
    List<String> authorization, List<String> apiKey, String host, String origin) {

  /** Copies the lists. */
  public RequestCredentials {
    authorization = List.copyOf(authorization);
    apiKey = List.copyOf(apiKey);
  }

  /** Whether it says nothing. */
  boolean areMissing() {
    return authorization.isEmpty() && apiKey.isEmpty();
  }

  /** Not shown to anybody. */
  @Override
  public String toString() {
    return "RequestCredentials[" + host + ']';
  }
}
