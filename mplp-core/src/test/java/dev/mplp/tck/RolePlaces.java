package dev.mplp.tck;

import dev.mplp.Mplp;
import dev.mplp.context.Root;
import dev.mplp.dialog.Dialog;
import dev.mplp.model.ContextId;
import dev.mplp.model.DialogId;
import dev.mplp.plan.Plan;
import dev.mplp.role.Scope;
import dev.mplp.role.Target;
import dev.mplp.tck.RoleModel.Place;
import java.util.List;

/**
 * Where roles can count, and what can be done to something: two Contexts, a Plan in the one, and a
 * Dialog of the same id in the other.
 *
 * @param places what something is done to
 * @param scopes where roles are given
 */
record RolePlaces(List<Place> places, List<Scope> scopes) {

  /** Makes them. */
  static RolePlaces in(Mplp mplp) {
    ContextId loan = mplp.contexts().open("Loan", Root.of("finance", "staging")).contextId();
    ContextId other = mplp.contexts().open("Other", Root.of("finance", "staging")).contextId();
    Plan plan =
        mplp.plans().create(Plan.builder(loan, "Assess", "Decide").step("Score", "x").build());
    DialogId sameId = new DialogId(plan.planId().uuid());
    mplp.dialogs().create(Dialog.builder(other).dialogId(sameId).build());
    return new RolePlaces(
        List.of(
            new Place(Target.nothing(), null),
            new Place(Target.in(loan), loan),
            new Place(Target.in(other), other),
            new Place(Target.of(plan.planId()), loan),
            new Place(Target.of(sameId), other)),
        List.of(
            Scope.everywhere(),
            Scope.everywhere(),
            Scope.context(loan),
            Scope.context(other),
            Scope.object(plan.planId()),
            Scope.object(sameId)));
  }
}
