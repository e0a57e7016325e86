package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import org.jspecify.annotations.Nullable;

/** Where an assignment counts. */
public sealed interface Scope {

  /** The whole tenant. */
  static Scope everywhere() {
    return new Everywhere();
  }

  /** One Context and every object that belongs to it, also those that are made in it later. */
  static Scope context(ContextId contextId) {
    return new InContext(contextId);
  }

  /**
   * One object and nothing else, such as a Plan; what belongs to a Plan is done to the Plan. Nobody
   * may make anything ({@code *.create}) by a role that counts on one object.
   *
   * @param id of an object of a module, such as a {@link dev.mplp.model.PlanId}
   * @throws IllegalArgumentException when it is the id of something else, such as a step
   */
  static Scope object(MplpId id) {
    return new OnObject(
        id.module()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a role counts on an object of a module, not on a "
                            + id.getClass().getSimpleName()
                            + "; name the object that it belongs to")),
        id.value());
  }

  /** The whole tenant: also where no object is concerned, as with lists. */
  record Everywhere() implements Scope {
    @Override
    public String toString() {
      return "everywhere";
    }
  }

  /**
   * One Context.
   *
   * @param contextId which; objects that are made in it count as well
   */
  record InContext(ContextId contextId) implements Scope {
    /** Refuses null. */
    public InContext {
      requireNonNull(contextId, "contextId");
    }

    @Override
    public String toString() {
      return "in context " + contextId;
    }
  }

  /**
   * One object.
   *
   * @param module its module: another object of the same id is another object; null in assignments
   *     that were stored before scopes named it, which count nowhere: revoke and assign them again
   * @param id its identifier
   */
  record OnObject(@Nullable ModuleName module, String id) implements Scope {
    /** Refuses an empty identifier. */
    public OnObject {
      if (requireNonNull(id, "id").isEmpty()) {
        throw new IllegalArgumentException("the id of an object must not be empty");
      }
    }

    @Override
    public String toString() {
      return module == null
          ? "on object " + id + " of a module that is not named, which is nowhere"
          : "on " + module.wire() + ' ' + id;
    }
  }
}
