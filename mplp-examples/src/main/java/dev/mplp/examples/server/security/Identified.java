package dev.mplp.examples.server.security;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.Principal;
import java.time.Instant;

/**
 * Who is calling, and how long that may be believed of one who sends no more requests.
 *
 * @param until when it is to be asked again, as the credentials have expired then, or may have been
 *     withdrawn; {@link Instant#MAX} for never
 */
public record Identified(Principal principal, Instant until) {
  /** Refuses null. */
  public Identified {
    requireNonNull(principal, "principal");
    requireNonNull(until, "until");
  }
}
