package dev.mplp.examples.server.life;

import dev.mplp.examples.server.config.ServerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server says of itself when it begins: loudly, what everybody may do. */
final class Notice {

  private static final Logger LOG = LoggerFactory.getLogger("dev.mplp.server");

  private Notice() {}

  static void started(ServerConfig config, int port) {
    if (config.isOpen()) {
      LOG.warn(
          "OPEN: whoever reaches {} port {} is let in as `developer` and {}. For development only;"
              + " MPLP_ENV=production closes it, JWT_SECRET asks for tokens here, too",
          config.host(),
          port,
          rights(config));
    } else if (config.mode().isDevelopment()) {
      LOG.warn("development: callers are asked who they are, and each {}", rights(config));
    }
    if (config.value("DATABASE_URL").isEmpty()) {
      LOG.warn("everything is in memory, and is lost when the server stops; set DATABASE_URL");
    }
    if (config.value("ENCRYPTION_KEY").isEmpty()) {
      LOG.warn("what is stored is readable; set ENCRYPTION_KEY to encrypt it");
    }
    if (!config.mode().isDevelopment() && config.value("MPLP_TRUSTED_PROXIES").isEmpty()) {
      LOG.info(
          "no proxies are named: callers are told apart by where their connections come from. Set"
              + " MPLP_TRUSTED_PROXIES if a proxy or load balancer is before this");
    }
    LOG.info(
        "{} {} ({}) listens at {} port {}",
        config.name(),
        config.version(),
        config.mode().word(),
        config.host(),
        port);
  }

  private static String rights(ServerConfig config) {
    return config.value("MPLP_AUTHORIZATION").isPresent()
        ? "may do what the roles allow"
        : "may do everything";
  }
}
