package dev.mplp.postgres;

import dev.mplp.postgres.testing.PostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** How the server does what it is asked, as {@code auto_explain} tells it. */
final class Explained {

  private static final Pattern SCAN = Pattern.compile("Seq Scan on ([a-z_]+).*rows=(\\d+) loops");
  private static final Pattern ROWS =
      Pattern.compile("(?:actual time=\\S+ rows=|Rows Removed by (?:Join )?Filter: )(\\d+)");

  /** Tables of one row, or of which any row will do: one row is all that may be looked at. */
  private static final Set<String> ONE_ROW =
      Set.of("storage", "sequencer", "step_limit", "test_clock");

  private Explained() {}

  /** Connections whose statements bring their plans back as warnings. */
  static DataSource connections(PostgresServer of, List<String> plans) {
    return (DataSource)
        Proxy.newProxyInstance(
            Explained.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              Connection connection = of.connect();
              try (Statement statement = connection.createStatement()) {
                statement.execute(
                    """
                    load 'auto_explain';
                    set auto_explain.log_min_duration = 0;
                    set auto_explain.log_analyze = on;
                    set auto_explain.log_nested_statements = on;
                    set auto_explain.log_level = notice""");
              }
              return collecting(connection, plans);
            });
  }

  private static Connection collecting(Connection connection, List<String> plans) {
    return (Connection)
        proxy(
            Connection.class,
            connection,
            (name, result) ->
                result instanceof PreparedStatement statement
                    ? proxy(
                        PreparedStatement.class,
                        statement,
                        (called, answer) -> {
                          if (called.startsWith("execute")) {
                            collect(statement, plans);
                          }
                          return answer;
                        })
                    : result);
  }

  private interface After {
    Object apply(String method, Object result) throws SQLException;
  }

  private static Object proxy(Class<?> type, Object target, After after) {
    return Proxy.newProxyInstance(
        Explained.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          try {
            return after.apply(method.getName(), method.invoke(target, arguments));
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static void collect(PreparedStatement statement, List<String> plans) throws SQLException {
    for (SQLWarning plan = statement.getWarnings(); plan != null; plan = plan.getNextWarning()) {
      plans.add(plan.getMessage());
    }
  }

  /** No part of a plan may see more rows than a test asks for, by far. */
  static boolean looksAtMany(String plan) {
    return mostRows(plan) > 1000;
  }

  /** The largest number of rows that a part of a plan gave or threw away at a time. */
  static long mostRows(String plan) {
    return ROWS.matcher(plan)
        .results()
        .mapToLong(rows -> Long.parseLong(rows.group(1)))
        .max()
        .orElse(0);
  }

  static boolean scansATable(String plan) {
    Matcher scan = SCAN.matcher(plan);
    while (scan.find()) {
      if (!ONE_ROW.contains(scan.group(1)) || Long.parseLong(scan.group(2)) > 1) {
        return true;
      }
    }
    return false;
  }
}
