package dev.mplp.runtime.role;

import dev.mplp.model.RoleId;
import dev.mplp.role.Exclusion;
import dev.mplp.role.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A role with all that it inherits, made for looking up: what it may do, by which way, and what it
 * excludes.
 *
 * @param roleId the role
 * @param name its name; its id when there is no such role
 * @param isTooWide whether it inherits from too many roles to count
 * @param members it and the roles that it inherits from, the nearest first
 * @param paths capability to the names of the roles from it to the nearest one that has it
 */
record Closure(
    RoleId roleId,
    String name,
    boolean isTooWide,
    Map<RoleId, Member> members,
    Map<String, List<String>> paths) {

  /**
   * One of the roles.
   *
   * @param path names from the role of the closure to this one
   */
  record Member(Role role, List<String> path, Ties ties) {}

  static Closure of(RoleId roleId, Map<RoleId, Member> members) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    for (Member member : members.values()) {
      List<String> capabilities = member.role().capabilities();
      if (capabilities != null) {
        List<String> path = List.copyOf(member.path());
        capabilities.forEach(capability -> paths.putIfAbsent(capability, path));
      }
    }
    return new Closure(roleId, name(roleId, members), false, members, paths);
  }

  static Closure tooWide(RoleId roleId, Map<RoleId, Member> members) {
    return new Closure(roleId, name(roleId, members), true, members, Map.of());
  }

  private static String name(RoleId roleId, Map<RoleId, Member> members) {
    Member self = members.get(roleId);
    return self == null ? roleId.value() : self.role().name();
  }

  /**
   * A capability that covers what was asked for.
   *
   * @param path the names of the roles from the one of the closure to the one that has it
   */
  record Covering(String capability, List<String> path) {}

  /** The first of these patterns that the role has, null when it has none of them. */
  @Nullable Covering covering(List<String> patterns) {
    for (String pattern : patterns) {
      List<String> path = paths.get(pattern);
      if (path != null) {
        return new Covering(pattern, path);
      }
    }
    return null;
  }

  /** Why this one and another must not be held together, empty when they may. */
  Optional<Clash> clash(Closure other) {
    for (Member member : members.values()) {
      for (Exclusion exclusion : member.ties().exclusions()) {
        Member there = other.members.get(exclusion.other());
        if (there != null) {
          return Optional.of(
              new Clash(member.role().name(), there.role().name(), exclusion.reason()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Two roles that exclude each other.
   *
   * @param role the name of that of the one side
   * @param other the name of that of the other
   */
  record Clash(String role, String other, String reason) {}

  /** What the capability is covered by, the nearest first: itself, its module, its action, all. */
  static List<String> patterns(String capability) {
    int dot = capability.indexOf('.');
    List<String> patterns = new ArrayList<>(4);
    patterns.add(capability);
    if (dot > 0 && dot < capability.length() - 1) {
      patterns.add(capability.substring(0, dot) + ".*");
      patterns.add("*" + capability.substring(dot));
    }
    patterns.add("*");
    return patterns;
  }
}
