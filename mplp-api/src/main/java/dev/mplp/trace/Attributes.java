package dev.mplp.trace;

import dev.mplp.model.JsonNumber;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** The attributes of a segment that have a meaning to readers; others may be of any kind. */
record Attributes(JsonObject json) {

  private static final BigDecimal LARGEST = new BigDecimal(BigInteger.valueOf(Long.MAX_VALUE));

  Attributes(TraceSegment segment) {
    this(segment.attributes() == null ? JsonObject.empty() : segment.attributes());
  }

  /** A count of tokens; 0 when there is none, or what is there is no count. */
  long tokens(String name) {
    Optional<BigDecimal> number = number(name);
    return number
        .filter(n -> n.signum() >= 0 && n.compareTo(LARGEST) <= 0)
        .map(BigDecimal::longValue)
        .orElse(0L);
  }

  Optional<BigDecimal> cost() {
    return number(Segment.COST);
  }

  String currency() {
    return json.string(Segment.CURRENCY).orElse("");
  }

  private Optional<BigDecimal> number(String name) {
    JsonValue value = json.get(name);
    return value instanceof JsonNumber number
        ? Optional.of(number.asBigDecimal())
        : Optional.empty();
  }
}
