package dev.mplp.role;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.MplpId;

/** Where an assignment counts. */
public sealed interface Scope {

  /** The whole tenant. */
  static Scope everywhere() {
    return new Everywhere();
  }

  /** One Context and every object that belongs to it. */
  static Scope context(ContextId contextId) {
    return new InContext(contextId);
  }

  /** One object and nothing else, such as a Plan; what belongs to a Plan is done to the Plan. */
  static Scope object(MplpId id) {
    return new OnObject(id.value());
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
   * @param id its identifier, of whatever module it is
   */
  record OnObject(String id) implements Scope {
    /** Refuses an empty identifier. */
    public OnObject {
      if (requireNonNull(id, "id").isEmpty()) {
        throw new IllegalArgumentException("the id of an object must not be empty");
      }
    }

    @Override
    public String toString() {
      return "on object " + id;
    }
  }
}
