package dev.mplp.runtime;

import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an environment says about who may do what. */
final class RightsOfEnvironment {

  private RightsOfEnvironment() {}

  static MplpRuntime.Builder of(MplpRuntime.Builder builder, Map<String, String> environment) {
    if (isProduction(environment)) {
      builder.production();
    }
    String authorization = environment.getOrDefault("MPLP_AUTHORIZATION", "");
    if (authorization.equals("roles")) {
      builder.authorizeByRoles();
    } else if (!authorization.isEmpty()) {
      throw new IllegalArgumentException(
          "MPLP_AUTHORIZATION is roles, or not set, but is \"" + authorization + '"');
    }
    String names = environment.getOrDefault("MPLP_ADMINISTRATORS", "");
    return builder.administrators(principals(names).toArray(Principal[]::new));
  }

  static boolean isProduction(Map<String, String> environment) {
    return "production".equals(environment.get("MPLP_ENV"));
  }

  private static List<Principal> principals(String names) {
    List<Principal> principals = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      String trimmed = name.trim();
      int slash = trimmed.indexOf('/');
      if (slash >= 0) {
        principals.add(
            Principal.of(Tenant.of(trimmed.substring(0, slash)), trimmed.substring(slash + 1)));
      } else if (!trimmed.isEmpty()) {
        principals.add(Principal.of(trimmed));
      }
    }
    return principals;
  }
}
