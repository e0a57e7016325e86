package dev.mplp.redis;

/** Links for tests. */
final class Links {

  private Links() {}

  /** A link at a URL, started. */
  static Link open(String text) {
    RedisUrl url = RedisUrl.parse(text);
    Credentials credentials = new Credentials(url.server().user(), url.server().password(), null);
    Link link = new Link(url, new Connector(url, credentials, "test"), RedisMemory.DEFAULT_PREFIX);
    link.start();
    return link;
  }
}
