package dev.mplp.examples.server.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log of commands, until the server takes it over: without a file, which would take longer to
 * read than most commands take. A file that is named by {@code -Dlogback.configurationFile} goes
 * first. Found by the service loader.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {

  /** Property of the JVM: from which level on commands log; {@code warn} unless set. */
  public static final String LEVEL = "dev.mplp.log.level";

  private static final String FILE = "logback.configurationFile";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(FILE) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Logs.ofCommand(context, Level.toLevel(System.getProperty(LEVEL), Level.WARN));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
