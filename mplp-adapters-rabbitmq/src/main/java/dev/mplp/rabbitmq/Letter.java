package dev.mplp.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in the headers of a message about its way through a group: how often it was handed
 * out, what went wrong, why it is dead.
 *
 * @param attempts so often it was handed out before
 * @param history what went wrong, oldest first
 * @param replayed whether it was sent again from the log
 */
record Letter(int attempts, List<String> history, boolean replayed, Map<String, Object> headers) {

  private static final String PREFIX = "mplp-";
  private static final String ATTEMPTS = PREFIX + "attempts";
  private static final String HISTORY = PREFIX + "history";
  private static final String REASON = PREFIX + "reason";
  private static final String REPLAYED = PREFIX + "replayed";

  /** The routing key with which the message came to the group. */
  private static final String ROUTING_KEY = PREFIX + "routing-key";

  private static final int LONGEST_REASON = 1_000;
  private static final int MOST_HISTORY = 40;

  /** Of {@link #cut} so much history, and a routing key so long. */
  private static final int SHORT_HISTORY = 5;

  private static final int LONGEST_KEY = 255;

  /** What the headers of a message say; whatever else they hold is kept. */
  static Letter of(BasicProperties properties) {
    Map<String, Object> headers =
        properties.getHeaders() == null ? Map.of() : properties.getHeaders();
    int attempts = headers.get(ATTEMPTS) instanceof Number number ? number.intValue() : 0;
    List<String> history = new ArrayList<>();
    if (headers.get(HISTORY) instanceof List<?> list) {
      list.forEach(one -> history.add(String.valueOf(one)));
    }
    return new Letter(attempts, history, headers.containsKey(REPLAYED), headers);
  }

  /** The routing key that the message had at first. */
  String routingKey(String now) {
    Object kept = headers.get(ROUTING_KEY);
    return kept == null ? now : kept.toString();
  }

  /** Why it is a dead letter; by the broker's own word where we did not say it. */
  String reason() {
    Object reason = headers.get(REASON);
    if (reason != null) {
      return reason.toString();
    }
    if (headers.get("x-first-death-reason") != null) {
      return "the broker: " + headers.get("x-first-death-reason");
    }
    return "unknown";
  }

  /** The headers after a failed attempt. */
  Map<String, Object> failed(String routingKey, String why) {
    Map<String, Object> next = new HashMap<>(headers);
    List<String> longer = new ArrayList<>(history);
    String text = cut(why, LONGEST_REASON);
    longer.add(
        Instant.now().truncatedTo(ChronoUnit.MILLIS) + " attempt " + (attempts + 1) + ": " + text);
    if (longer.size() > MOST_HISTORY) {
      longer.remove(0);
    }
    next.put(ATTEMPTS, attempts + 1);
    next.put(HISTORY, longer);
    next.put(ROUTING_KEY, routingKey(routingKey));
    return next;
  }

  /** The headers of a dead letter. */
  Map<String, Object> dead(String routingKey, String why) {
    Map<String, Object> next = failed(routingKey, why);
    next.put(REASON, cut(why, LONGEST_REASON));
    return next;
  }

  /** The same in some kilobytes, whoever wrote it, and without headers that are not ours. */
  Letter cut() {
    Object key = headers.get(ROUTING_KEY);
    Map<String, Object> ours =
        key == null ? Map.of() : Map.of(ROUTING_KEY, cut(key.toString(), LONGEST_KEY));
    List<String> last =
        history.subList(Math.max(0, history.size() - SHORT_HISTORY), history.size()).stream()
            .map(one -> cut(one, LONGEST_REASON))
            .toList();
    return new Letter(attempts, last, replayed, ours);
  }

  /** The beginning of a text. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** The headers with which it begins anew; its history stays. */
  Map<String, Object> again() {
    Map<String, Object> next = new HashMap<>(headers);
    next.put(ATTEMPTS, 0);
    next.remove(REASON);
    next.keySet().removeIf(name -> name.startsWith("x-"));
    return next;
  }

  /** The headers of a message that is sent to a group from the log. */
  static Map<String, Object> replayed(Map<String, Object> headers, String routingKey) {
    Map<String, Object> next = new HashMap<>(headers);
    next.put(REPLAYED, true);
    next.put(ROUTING_KEY, routingKey);
    return next;
  }
}
