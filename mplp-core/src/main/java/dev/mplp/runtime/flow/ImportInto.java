package dev.mplp.runtime.flow;

import dev.mplp.ConflictException;
import dev.mplp.FlowException;
import dev.mplp.context.Context;
import dev.mplp.flow.ObjectImport;
import dev.mplp.model.ContextId;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.role.Role;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.role.AdoptRole;
import dev.mplp.runtime.store.Commits;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import java.util.Optional;

/** Adopts objects of one Context, each by a commit of its own. */
final class ImportInto implements ObjectImport {

  private final Caller caller;
  private final Commits commits;
  private final AdoptRole roles;
  private final ContextId contextId;
  private boolean contextIsThere;
  private boolean mayMakeRoles;

  ImportInto(Caller caller, AdoptRole roles, ContextId contextId) {
    this.caller = caller;
    this.commits = caller.commits();
    this.roles = roles;
    this.contextId = contextId;
  }

  @Override
  public boolean adopt(ProtocolObject object) {
    checkPlace(object);
    Import adopted = Import.of(object, contextId);
    boolean isNew = store(object, adopted);
    if (!isNew) {
      checkSame(object, adopted);
    }
    contextIsThere |= object instanceof Context;
    return isNew;
  }

  private void checkPlace(ProtocolObject object) {
    ContextId belongs = FlowCheck.contextOf(object);
    if (belongs != null && !belongs.equals(contextId)) {
      throw new FlowException(
          object.module().wire()
              + " "
              + object.id()
              + " belongs to context "
              + belongs
              + ", but what is imported here to "
              + contextId
              + "; import it into its own");
    }
    if (!contextIsThere && !(object instanceof Context)) {
      ObjectStore.checkExists(caller, contextId);
      contextIsThere = true;
    }
  }

  private boolean store(ProtocolObject object, Import adopted) {
    String tenant = caller.tenant();
    if (!(object instanceof Role role)) {
      return commits.commit(adopted.set(tenant)).isCommitted();
    }
    if (!mayMakeRoles) {
      caller.may(ModuleName.ROLE, "create", null);
      mayMakeRoles = true;
    }
    return roles.adopted(role, beside -> commits.commit(adopted.set(tenant, beside)));
  }

  private void checkSame(ProtocolObject object, Import adopted) {
    Optional<Document> mark =
        caller.storage().get(new DocumentKey(caller.tenant(), Import.MARK, adopted.markId()));
    if (mark.filter(found -> adopted.digest().equals(digest(found))).isEmpty()) {
      throw new ConflictException(
          "ALREADY_EXISTS",
          object.module().wire()
              + " "
              + object.id()
              + " is stored already with another content; import it under another id, or into"
              + " another tenant");
    }
  }

  private static String digest(Document mark) {
    return Wire.value(mark.body()).asString();
  }
}
