package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a broker said when it ended a channel. */
final class Refusal {

  /** Nothing in the protocol says so but these words, which brokers from 3.8 on use. */
  private static final Pattern TOO_LARGE =
      Pattern.compile("message size .* max size (\\d{1,9})\\b");

  private Refusal() {}

  /** How many bytes a message may have, where one was too large; no limit for another reason. */
  static int largest(@Nullable ShutdownSignalException reason) {
    if (reason == null
        || !(reason.getReason() instanceof AMQP.Channel.Close close)
        || close.getReplyCode() != AMQP.PRECONDITION_FAILED) {
      return Integer.MAX_VALUE;
    }
    Matcher found = TOO_LARGE.matcher(String.valueOf(close.getReplyText()));
    return found.find() ? Integer.parseInt(found.group(1)) : Integer.MAX_VALUE;
  }

  /** The code with which the channel was ended, 0 when it was not that. */
  static int code(IOException e) {
    if (e.getCause() instanceof ShutdownSignalException end
        && end.getReason() instanceof AMQP.Channel.Close close) {
      return close.getReplyCode();
    }
    return 0;
  }
}
