package dev.mplp.runtime;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/** Finds the one adapter on the class or module path that knows a URL. */
final class Adapters {

  private Adapters() {}

  /**
   * The adapter that knows a URL.
   *
   * @param found all there are of its kind
   * @param kind what it is an adapter of, for people
   * @param missing what to do when there is none
   * @throws IllegalArgumentException when there is none, or more than one; the message has no more
   *     of the URL than its scheme
   */
  static <T> T knowing(
      String url, ServiceLoader<T> found, Predicate<T> supports, String kind, String missing) {
    List<T> knowing = found.stream().map(ServiceLoader.Provider::get).filter(supports).toList();
    if (knowing.size() != 1) {
      int colon = url.indexOf(':');
      String scheme = colon < 0 ? "no scheme" : "the scheme " + url.substring(0, colon);
      throw new IllegalArgumentException(
          knowing.isEmpty()
              ? "no " + kind + " adapter knows a URL with " + scheme + "; " + missing
              : "more than one " + kind + " adapter knows a URL with " + scheme + ": " + knowing);
    }
    return knowing.get(0);
  }
}
