package dev.mplp.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds routes by path, segment by segment: a fixed segment goes before a part with a name. Takes
 * the path as it was sent: segments are decoded after they were parted, so that a name may hold an
 * encoded slash.
 */
final class PathTree {

  private static final int MOST_SEGMENTS = 16;

  private final Node root = new Node();

  /** A place in the tree, and the texts of the parts with names on the way to it. */
  record Place(Map<Method, Route<?, ?>> routes, List<String> parts) {

    /** The texts of a route's parts, by name. */
    Map<String, String> named(Route<?, ?> route) {
      Map<String, String> named = new HashMap<>();
      List<String> names = names(route.path());
      for (int i = 0; i < names.size(); i++) {
        named.put(names.get(i), parts.get(i));
      }
      return named;
    }
  }

  private static final class Node {
    private final Map<String, Node> fixed = new HashMap<>();
    private final Map<Method, Route<?, ?>> routes = new EnumMap<>(Method.class);
    private @Nullable Node part;
  }

  /** The names of the parts of a template, in their order. */
  static List<String> names(String template) {
    List<String> names = new ArrayList<>();
    for (String segment : template.split("/", -1)) {
      if (isPart(segment)) {
        names.add(segment.substring(1, segment.length() - 1));
      }
    }
    return names;
  }

  private static boolean isPart(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  void add(Route<?, ?> route) {
    Node node = root;
    for (String segment : route.path().substring(1).split("/", -1)) {
      if (isPart(segment)) {
        Node part = node.part == null ? new Node() : node.part;
        node.part = part;
        node = part;
      } else {
        node = node.fixed.computeIfAbsent(segment, unused -> new Node());
      }
    }
    if (node.routes.put(route.method(), route) != null) {
      throw new IllegalArgumentException("two routes have " + route);
    }
  }

  /** The place of a path, null when there is none. */
  @Nullable Place find(String path) {
    if (!path.startsWith("/")) {
      return null;
    }
    String[] segments = path.substring(1).split("/", MOST_SEGMENTS + 1);
    List<String> decoded = new ArrayList<>(segments.length);
    for (String segment : segments) {
      String text = decode(segment);
      if (text == null || text.isEmpty() || text.equals(".") || text.equals("..")) {
        return null;
      }
      decoded.add(text);
    }
    return segments.length > MOST_SEGMENTS ? null : find(root, decoded, 0, new ArrayList<>());
  }

  private static @Nullable Place find(Node node, List<String> path, int at, List<String> parts) {
    if (at == path.size()) {
      return node.routes.isEmpty() ? null : new Place(node.routes, List.copyOf(parts));
    }
    Node fixed = node.fixed.get(path.get(at));
    Place place = fixed == null ? null : find(fixed, path, at + 1, parts);
    if (place != null || node.part == null) {
      return place;
    }
    parts.add(path.get(at));
    place = find(node.part, path, at + 1, parts);
    parts.remove(parts.size() - 1);
    return place;
  }

  /** Percent-decodes strictly; null for what is no UTF-8 text. */
  static @Nullable String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    byte[] bytes = segment.getBytes(UTF_8);
    ByteBuffer out = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.put(bytes[i]);
        continue;
      }
      boolean isWhole = i + 2 < bytes.length;
      int high = isWhole ? Character.digit(bytes[i + 1], 16) : -1;
      int low = isWhole ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out.put((byte) (high * 16 + low));
      i += 2;
    }
    try {
      return UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
