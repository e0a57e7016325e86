package dev.mplp;

/**
 * A caller's way through the processes of an installation, from {@link Mplp#session}. Where a
 * caller goes on, he brings the token with him, in a header or a cookie, say.
 *
 * <p>Safe for use by many threads. There is nothing to close.
 */
public interface Session {

  /**
   * The services, which show nothing older than the token tells. What they show, change and tell
   * from now on the next {@link #token} has as well, also by views that are made of this one.
   */
  Mplp mplp();

  /**
   * What the session has seen by now, for {@link Mplp#session} of another process: at most 1,800
   * letters, digits, hyphens and underscores, usually some hundred; empty when nothing needs to be
   * told, as without a cache. It names no objects, but is not secret, and is trusted in nothing:
   * whoever changes it only has more read from the storage, or looks as if he had none.
   */
  String token();
}
