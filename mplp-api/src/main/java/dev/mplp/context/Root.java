package dev.mplp.context;

import static java.util.Objects.requireNonNull;

import dev.mplp.internal.Require;
import dev.mplp.model.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a Context is about: {@code root} of schema {@code mplp-context}. Further members are kept.
 *
 * @param domain the business domain
 * @param environment the environment, such as {@code production}
 * @param entryPoint the resource that work starts from
 * @param extra further members, in the order in which they were given
 */
public record Root(
    String domain, String environment, @Nullable String entryPoint, JsonObject extra) {

  /** Checks what the schema demands and copies the lists. */
  public Root {
    requireNonNull(domain, "domain");
    requireNonNull(environment, "environment");
    Require.extra(extra, "domain", "environment", "entry_point");
  }

  /** A builder with what every Root needs. */
  public static Builder builder(String domain, String environment) {
    return new Builder().domain(domain).environment(environment);
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.domain = domain;
    copy.environment = environment;
    copy.entryPoint = entryPoint;
    copy.extra = extra;
    return copy;
  }

  /** A root of domain and environment alone. */
  public static Root of(String domain, String environment) {
    return new Root(domain, environment, null, JsonObject.empty());
  }

  /** Collects the parts of a {@link Root}; not thread-safe. */
  public static final class Builder {

    private @Nullable String domain;
    private @Nullable String environment;
    private @Nullable String entryPoint;
    private JsonObject extra = JsonObject.empty();

    private Builder() {}

    /** Sets the business domain. */
    public Builder domain(String domain) {
      this.domain = domain;
      return this;
    }

    /** Sets the environment, such as {@code production}. */
    public Builder environment(String environment) {
      this.environment = environment;
      return this;
    }

    /** Sets the resource that work starts from. */
    public Builder entryPoint(@Nullable String entryPoint) {
      this.entryPoint = entryPoint;
      return this;
    }

    /** Sets further members, in the order in which they were given. */
    public Builder extra(JsonObject extra) {
      this.extra = extra;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public Root build() {
      return new Root(
          requireNonNull(domain, "domain"),
          requireNonNull(environment, "environment"),
          entryPoint,
          extra);
    }
  }
}
