package dev.mplp.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.TooLargeException;
import dev.mplp.flow.Flows;
import dev.mplp.model.ContextId;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanStep;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceTest {

  @Test
  void piece_takesObjectsUntilTheirPartsAreTooMany() {
    List<PlanStep> steps =
        Collections.nCopies(Flows.MOST_IN_ONE_PIECE / 2 - 1, PlanStep.builder("Step").build());
    Plan half = Plan.builder(ContextId.random(), "Half", "of a piece").steps(steps).build();
    Piece piece = new Piece("context 7");
    piece.add(half);
    piece.add(half);

    assertThatThrownBy(() -> piece.add(half))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("context 7")
        .hasMessageContaining("object by object");
    assertThat(piece.objects()).hasSize(2);
  }
}
