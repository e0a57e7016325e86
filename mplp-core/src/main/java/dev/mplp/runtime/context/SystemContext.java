package dev.mplp.runtime.context;

import dev.mplp.context.Context;
import dev.mplp.context.ContextStatus;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.model.JsonString;
import dev.mplp.runtime.event.Records;
import dev.mplp.runtime.object.Caller;
import dev.mplp.runtime.object.ObjectStore;
import dev.mplp.runtime.object.ObjectType;
import dev.mplp.runtime.object.Stamps;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.ChangeSet;
import dev.mplp.spi.CommitResult;
import dev.mplp.spi.Document;
import dev.mplp.spi.DocumentKey;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Context of a tenant itself: created together with a mark that there can be only one of. */
final class SystemContext {

  private static final Logger LOG = LoggerFactory.getLogger(SystemContext.class);
  private static final String ID = "system";

  private final Caller caller;
  private final ObjectStore<Context> contexts;

  SystemContext(Caller caller, ObjectStore<Context> contexts) {
    this.caller = caller;
    this.contexts = contexts;
  }

  Context get() {
    while (true) {
      Optional<Document> mark =
          caller.storage().get(new DocumentKey(caller.tenant(), Kinds.SYSTEM_CONTEXT, ID));
      if (mark.isPresent()) {
        return contexts.stored(ContextId.of(Wire.value(mark.get().body()).asString())).value();
      }
      create(); // whoever was first: the mark is there now
    }
  }

  private void create() {
    Context draft =
        Context.builder(Root.of("system", "runtime"), "System of tenant " + caller.tenant())
            .status(ContextStatus.ACTIVE)
            .build();
    Context created = Stamps.created(Context.class, draft, caller.now(), caller.subject());
    ChangeSet set =
        ChangeSet.builder(caller.tenant())
            .add(ObjectType.CONTEXT.put(created, 0))
            .add(
                new Change.PutDocument(
                    Kinds.SYSTEM_CONTEXT,
                    ID,
                    0,
                    Wire.bytes(new JsonString(created.contextId().value())),
                    Map.of()))
            .add(
                new Change.AppendLog(
                    Records.created(created, ObjectType.CONTEXT.contextOf(created))))
            .build();
    CommitResult result = caller.commits().commit(set);
    LOG.debug("system context of tenant {}: {}", caller.tenant(), result);
  }
}
