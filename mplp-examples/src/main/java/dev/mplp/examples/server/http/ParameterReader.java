package dev.mplp.examples.server.http;

import dev.mplp.examples.server.json.Reading;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads all parameters of a request; what is wrong with any of them is told together. */
final class ParameterReader {

  private final Route<?, ?> route;
  private final Exchange exchange;
  private final Map<String, String> inPath;
  private final Reading reading = Reading.begin();
  private final Map<String, String> query = new LinkedHashMap<>();

  private ParameterReader(Route<?, ?> route, Exchange exchange, Map<String, String> inPath) {
    this.route = route;
    this.exchange = exchange;
    this.inPath = inPath;
  }

  static Map<Param<?>, Object> read(
      Route<?, ?> route, Exchange exchange, Map<String, String> inPath) {
    return new ParameterReader(route, exchange, inPath).readAll();
  }

  private Map<Param<?>, Object> readAll() {
    parseQuery();
    Map<Param<?>, Object> values = new HashMap<>();
    for (Param<?> param : route.params()) {
      Object value = read(param);
      if (value != null) {
        values.put(param, value);
      }
    }
    query.keySet().stream().filter(this::isUnknown).forEach(this::refuseUnknown);
    if (!reading.isGood()) {
      throw RequestException.unreadable(400, "the parameters", reading.violations());
    }
    return values;
  }

  private <T> @Nullable Object read(Param<T> param) {
    String text =
        switch (param.place()) {
          case PATH -> inPath.get(param.name());
          case QUERY -> query.get(param.name());
          case HEADER -> exchange.header(param.name());
        };
    if (text != null) {
      return param.form().readText(text, at(param.place(), param.name()));
    }
    if (param.equals(RouteBuilder.IF_MATCH)) {
      throw Preconditions.required();
    }
    return param.isRequired()
        ? at(param.place(), param.name()).refuse("required", "must be there")
        : param.otherwise();
  }

  private Reading at(Param.Place place, String name) {
    return reading.in(place.word()).at(name);
  }

  private boolean isUnknown(String name) {
    return route.params().stream()
        .noneMatch(param -> param.place() == Param.Place.QUERY && param.name().equals(name));
  }

  private void refuseUnknown(String name) {
    String known =
        String.join(
            ", ",
            route.params().stream()
                .filter(param -> param.place() == Param.Place.QUERY)
                .map(Param::name)
                .toList());
    at(Param.Place.QUERY, name)
        .refuse(
            "additionalProperties",
            "is not known here; there " + (known.isEmpty() ? "is none" : "are " + known));
  }

  private void parseQuery() {
    String text = exchange.query();
    if (text == null || text.isEmpty()) {
      return;
    }
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (query.put(name, value) != null) {
        at(Param.Place.QUERY, name).refuse("uniqueItems", "must be there once");
      }
    }
  }

  private static String decode(String text) {
    String decoded = PathTree.decode(text.replace("+", "%20"));
    if (decoded == null) {
      throw new RequestException(
          400, "INVALID_REQUEST", "the query is not percent-encoded UTF-8 (RFC 3986, 2.1)");
    }
    return decoded;
  }
}
