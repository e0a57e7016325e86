package dev.mplp.runtime.remote;

import dev.mplp.model.ExecutionId;
import dev.mplp.model.Tenant;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which attempt at which step a request is for; to agents a text without meaning: {@code
 * <tenant>/<execution>/<index>/<attempt>/<nonce>}. Whoever was not asked cannot guess it.
 *
 * @param index the place of the step in the execution
 * @param attempt the attempt that made the request
 * @param nonce drawn at random, 128 bits
 */
public record RequestId(String tenant, UUID execution, int index, int attempt, String nonce) {

  private static final Pattern FORM =
      Pattern.compile("([^/]{1,64})/([0-9a-f-]{36})/([0-9]{1,9})/([0-9]{1,9})/([A-Za-z0-9_-]{22})");

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one. */
  public static RequestId fresh(String tenant, UUID execution, int index, int attempt) {
    byte[] drawn = new byte[16];
    RANDOM.nextBytes(drawn);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    return new RequestId(tenant, execution, index, attempt, nonce);
  }

  /** The id that has this text. */
  static RequestId parse(String text) throws UnacceptableMessageException {
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      try {
        return new RequestId(
            Tenant.of(parts.group(1)).name(),
            UUID.fromString(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            Integer.parseInt(parts.group(4)),
            parts.group(5));
      } catch (IllegalArgumentException e) {
        throw unknown();
      }
    }
    throw unknown();
  }

  private static UnacceptableMessageException unknown() {
    return new UnacceptableMessageException("request_id is not of the form that requests have");
  }

  ExecutionId executionId() {
    return new ExecutionId(execution);
  }

  /**
   * The id of its document and of its timer: of no other request, so that what is written late
   * finds nothing to overwrite.
   */
  String document() {
    return step() + "/" + attempt;
  }

  /** What all attempts at the step have in common. */
  String step() {
    return step(execution, index);
  }

  static String step(UUID execution, int index) {
    return execution + "/" + index;
  }

  @Override
  public String toString() {
    return tenant + '/' + execution + '/' + index + '/' + attempt + '/' + nonce;
  }
}
