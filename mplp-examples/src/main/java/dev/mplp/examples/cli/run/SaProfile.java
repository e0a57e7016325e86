package dev.mplp.examples.cli.run;

import dev.mplp.flow.Flow;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.invariant.InvariantEngine;
import dev.mplp.runtime.invariant.InvariantReport;
import dev.mplp.runtime.invariant.InvariantSet;
import dev.mplp.runtime.invariant.Scopes;
import dev.mplp.runtime.json.WireCodec;
import java.util.List;

/** Whether the objects of a run keep the rules of the single-agent profile. */
final class SaProfile {

  private SaProfile() {}

  static InvariantReport check(Flow flow) {
    Scopes.Builder scopes = Scopes.builder();
    for (ProtocolObject object : flow.objects()) {
      scopes.add(object.module().wire(), WireCodec.standard().toJson(object));
    }
    return new InvariantEngine(List.of(InvariantSet.sa())).check(scopes.build());
  }
}
