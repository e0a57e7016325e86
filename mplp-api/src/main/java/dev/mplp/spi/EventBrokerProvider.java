package dev.mplp.spi;

import java.util.Map;

/**
 * Opens brokers by URL; found by {@link java.util.ServiceLoader}. Two providers for one scheme are
 * an error of the application.
 */
public interface EventBrokerProvider {

  /** True when this provider opens such URLs, going by the scheme. */
  boolean supports(String url);

  /**
   * Refuses what {@link #open} would refuse of URL and environment, without opening anything: so
   * what is wrong with a whole environment can be told at once. A provider that cannot tell before
   * it opens accepts everything, as this method does.
   *
   * @throws IllegalArgumentException when the URL or the environment is wrong, saying what
   */
  default void check(String url, Map<String, String> environment) {}

  /**
   * Opens a broker, which connects in its own time; whoever asked closes it.
   *
   * @param environment what else there is to know, such as a password apart from the URL; usually
   *     the process's environment
   * @throws IllegalArgumentException when the URL or the environment is wrong, saying what
   */
  EventBroker open(String url, Map<String, String> environment);
}
