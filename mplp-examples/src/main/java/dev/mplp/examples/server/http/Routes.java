package dev.mplp.examples.server.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All routes of a server. */
public final class Routes {

  /** Before every path of the API. */
  public static final String BASE = "/api/v1";

  private final List<Route<?, ?>> all = new ArrayList<>();
  private final Set<String> operationIds = new HashSet<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final PathTree paths = new PathTree();

  /** None yet. */
  public Routes() {}

  /**
   * The routes of one module.
   *
   * @param tag its name
   * @param meaning what it is about, for people
   */
  public Group group(String tag, String meaning) {
    tags.put(tag, meaning);
    return new Group(this, tag, BASE);
  }

  /** Routes beside the API, such as probes. */
  public Group beside(String tag, String meaning) {
    tags.put(tag, meaning);
    return new Group(this, tag, "");
  }

  /** Declares routes of one group. */
  public static final class Group {

    private final Routes routes;
    private final String tag;
    private final String base;

    private Group(Routes routes, String tag, String base) {
      this.routes = routes;
      this.tag = tag;
      this.base = base;
    }

    /** Reads. */
    public RouteBuilder<Void> get(String path, String operationId, String summary) {
      return route(Method.GET, path, operationId, summary);
    }

    /** Makes something, or does something. */
    public RouteBuilder<Void> post(String path, String operationId, String summary) {
      return route(Method.POST, path, operationId, summary);
    }

    /** Replaces. */
    public RouteBuilder<Void> put(String path, String operationId, String summary) {
      return route(Method.PUT, path, operationId, summary);
    }

    /** Changes a part. */
    public RouteBuilder<Void> patch(String path, String operationId, String summary) {
      return route(Method.PATCH, path, operationId, summary);
    }

    /** Removes. */
    public RouteBuilder<Void> delete(String path, String operationId, String summary) {
      return route(Method.DELETE, path, operationId, summary);
    }

    private RouteBuilder<Void> route(
        Method method, String path, String operationId, String summary) {
      return new RouteBuilder<>(routes, tag, method, base + path, operationId, summary);
    }
  }

  void add(Route<?, ?> route) {
    if (!operationIds.add(route.operationId())) {
      throw new IllegalArgumentException("two routes are called " + route.operationId());
    }
    paths.add(route);
    all.add(route);
  }

  /** All of them, in the order in which they were declared. */
  public List<Route<?, ?>> all() {
    return Collections.unmodifiableList(all);
  }

  /** The groups, with what they are about. */
  public Map<String, String> tags() {
    return Collections.unmodifiableMap(tags);
  }

  PathTree.@Nullable Place find(String path) {
    return paths.find(path);
  }
}
