package dev.mplp.confirm;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.MplpId;
import dev.mplp.model.ObjectId;
import java.util.Set;

/** What a host asks an approval for, to do it itself once it has it. */
public sealed interface ApprovalSubject {

  /** An object as it is stored: Context, Plan, Extension or Collab. */
  static ApprovalSubject object(ModuleName module, MplpId id) {
    return new OfObject(module, id);
  }

  /** Something that the host shows. */
  static ApprovalSubject content(ContextId contextId, ConfirmTarget type, MplpId id) {
    return new OfContent(contextId, type, ObjectId.from(id));
  }

  /**
   * An object of a Context that is stored as one. All of it is approved but what its life changes
   * by itself ({@code meta.updated_at}, {@code meta.updated_by}, {@code updated_at}, {@code
   * governance}, {@code status}, {@code steps[].status}, {@code trace}, {@code events}), with what
   * the request shows in addition. When it changes before the approval is used, that is void.
   *
   * @param module {@code CONTEXT}, {@code PLAN}, {@code EXTENSION} or {@code COLLAB}
   * @param id which
   */
  record OfObject(ModuleName module, MplpId id) implements ApprovalSubject {

    private static final Set<ModuleName> MODULES =
        Set.of(ModuleName.CONTEXT, ModuleName.PLAN, ModuleName.EXTENSION, ModuleName.COLLAB);

    /** Refuses nulls and other modules. */
    public OfObject {
      requireNonNull(module, "module");
      requireNonNull(id, "id");
      if (!MODULES.contains(module)) {
        throw new IllegalArgumentException(
            "an approval of an object is of a context, plan, extension or collab, not of one of"
                + " module "
                + module.wire()
                + ", which is of no context or goes on growing: ask with"
                + " ApprovalSubject.content(...) and show what is to be approved");
      }
    }
  }

  /**
   * Anything else, such as a Trace that is complete, or something outside: exactly the content that
   * the request shows ({@link ApprovalRequest#content()}) is approved.
   *
   * @param contextId in which Context it is asked
   * @param type what kind of object it is about, {@code OTHER} for what has no kind of its own
   * @param id of what it is about; a fresh one where it has none
   */
  record OfContent(ContextId contextId, ConfirmTarget type, ObjectId id)
      implements ApprovalSubject {
    /** Refuses nulls. */
    public OfContent {
      requireNonNull(contextId, "contextId");
      requireNonNull(type, "type");
      requireNonNull(id, "id");
    }
  }
}
