package dev.mplp.model;

import org.jspecify.annotations.Nullable;

/**
 * The {@code governance} part of protocol objects.
 *
 * @param lifecyclePhase the phase of the lifecycle, such as {@code design}
 * @param truthDomain the domain whose truth it is part of, such as {@code requirements}
 * @param locked whether changes are refused except by a recorded override
 * @param lastConfirmRef the Confirm that last approved this state
 */
public record Governance(
    @Nullable String lifecyclePhase,
    @Nullable String truthDomain,
    @Nullable Boolean locked,
    @Nullable ObjectRef lastConfirmRef) {

  /** An empty builder; every part is optional. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with everything this one has. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.lifecyclePhase = lifecyclePhase;
    copy.truthDomain = truthDomain;
    copy.locked = locked;
    copy.lastConfirmRef = lastConfirmRef;
    return copy;
  }

  /** A copy with another locked. */
  public Governance withLocked(@Nullable Boolean locked) {
    return toBuilder().locked(locked).build();
  }

  /** A copy with another last confirm ref. */
  public Governance withLastConfirmRef(@Nullable ObjectRef lastConfirmRef) {
    return toBuilder().lastConfirmRef(lastConfirmRef).build();
  }

  /** True when changes are refused except by a recorded override; absent means no. */
  public boolean isLocked() {
    return Boolean.TRUE.equals(locked);
  }

  /** Collects the parts of a {@link Governance}; not thread-safe. */
  public static final class Builder {

    private @Nullable String lifecyclePhase;
    private @Nullable String truthDomain;
    private @Nullable Boolean locked;
    private @Nullable ObjectRef lastConfirmRef;

    private Builder() {}

    /** Sets the phase of the lifecycle, such as {@code design}. */
    public Builder lifecyclePhase(@Nullable String lifecyclePhase) {
      this.lifecyclePhase = lifecyclePhase;
      return this;
    }

    /** Sets the domain whose truth it is part of, such as {@code requirements}. */
    public Builder truthDomain(@Nullable String truthDomain) {
      this.truthDomain = truthDomain;
      return this;
    }

    /** Sets whether changes are refused except by a recorded override. */
    public Builder locked(@Nullable Boolean locked) {
      this.locked = locked;
      return this;
    }

    /** Sets the Confirm that last approved this state. */
    public Builder lastConfirmRef(@Nullable ObjectRef lastConfirmRef) {
      this.lastConfirmRef = lastConfirmRef;
      return this;
    }

    /**
     * The finished record.
     *
     * @throws NullPointerException if a required part is missing; the message names it
     */
    public Governance build() {
      return new Governance(lifecyclePhase, truthDomain, locked, lastConfirmRef);
    }
  }
}
