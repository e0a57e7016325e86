package dev.mplp.runtime.budget;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a handler reported and nobody counted yet.
 *
 * @param inputTokens that were read
 * @param outputTokens that were written
 * @param costs by currency
 * @param reports how many costs were reported, by currency
 */
public record Usage(
    long inputTokens,
    long outputTokens,
    Map<String, BigDecimal> costs,
    Map<String, Integer> reports) {

  /** Nothing. */
  public static final Usage NONE = new Usage(0, 0, Map.of(), Map.of());

  /** Copies the maps. */
  public Usage {
    costs = Map.copyOf(costs);
    reports = Map.copyOf(reports);
  }

  /** Tokens alone. */
  public static Usage tokens(long input, long output) {
    return new Usage(input, output, Map.of(), Map.of());
  }

  /** One cost. */
  public static Usage cost(BigDecimal amount, String currency) {
    return new Usage(0, 0, Map.of(currency, amount), Map.of(currency, 1));
  }

  /** Both. */
  public Usage plus(Usage more) {
    Map<String, BigDecimal> allCosts = new LinkedHashMap<>(costs);
    more.costs.forEach((currency, cost) -> allCosts.merge(currency, cost, BigDecimal::add));
    Map<String, Integer> allReports = new LinkedHashMap<>(reports);
    more.reports.forEach((currency, many) -> allReports.merge(currency, many, Integer::sum));
    return new Usage(
        Sums.add(inputTokens, more.inputTokens),
        Sums.add(outputTokens, more.outputTokens),
        allCosts,
        allReports);
  }

  /** Whether there is nothing to count. */
  public boolean isNothing() {
    return equals(NONE);
  }
}
