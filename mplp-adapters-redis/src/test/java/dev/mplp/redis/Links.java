package dev.mplp.redis;

import java.util.function.UnaryOperator;

/** Links for tests. */
final class Links {

  private Links() {}

  /** A link at a URL, started. */
  static Link open(String text) {
    return open(text, sessions -> sessions);
  }

  /** A link at a URL, started, with something before its sessions. */
  static Link open(String text, UnaryOperator<Sessions> before) {
    RedisUrl url = RedisUrl.parse(text);
    Credentials credentials = new Credentials(url.server().user(), url.server().password(), null);
    Sessions sessions = before.apply(new Connector(url, credentials, "test"));
    Link link = new Link(url, sessions, RedisMemory.DEFAULT_PREFIX);
    link.start();
    return link;
  }
}
