package dev.mplp.rabbitmq;

import com.rabbitmq.client.impl.DefaultExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors of the client's own threads: each ends a connection or channel, and {@link Link} tells.
 */
final class QuietExceptions extends DefaultExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RabbitMqBroker.class);

  @Override
  protected void log(String message, Throwable e) {
    LOG.debug("{}", message, e);
  }
}
