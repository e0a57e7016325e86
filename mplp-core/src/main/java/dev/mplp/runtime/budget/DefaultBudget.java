package dev.mplp.runtime.budget;

import dev.mplp.plan.Budget;
import dev.mplp.runtime.store.Kinds;
import dev.mplp.runtime.store.Wire;
import dev.mplp.spi.Change;
import dev.mplp.spi.DocumentKey;
import dev.mplp.spi.Storage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The budget of a tenant's executions that bring none of their own.
 *
 * @param version of the document, 0 when there is none
 */
public record DefaultBudget(long version, @Nullable Budget budget) {

  private static final String ID = "default";

  /** That of the tenant. */
  public static DefaultBudget of(Storage storage, String tenant) {
    return storage
        .get(new DocumentKey(tenant, Kinds.DEFAULT_BUDGET, ID))
        .map(
            document ->
                new DefaultBudget(
                    document.version(), BudgetJson.read(Wire.object(document.body()))))
        .orElse(new DefaultBudget(0, null));
  }

  /** Stores another one over the version that was read; null for none. */
  public Change put(@Nullable Budget other) {
    if (other == null) {
      return new Change.DeleteDocument(Kinds.DEFAULT_BUDGET, ID, version);
    }
    return new Change.PutDocument(
        Kinds.DEFAULT_BUDGET, ID, version, Wire.bytes(BudgetJson.write(other)), Map.of());
  }
}
