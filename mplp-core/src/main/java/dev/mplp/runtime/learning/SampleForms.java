package dev.mplp.runtime.learning;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import dev.mplp.learning.CoreSample;
import dev.mplp.learning.DeltaSample;
import dev.mplp.learning.FamilySample;
import dev.mplp.learning.IntentSample;
import dev.mplp.learning.SampleFamily;
import dev.mplp.model.JsonObject;
import dev.mplp.runtime.journal.Checks;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.store.Wire;
import dev.mplp.runtime.validation.SchemaName;
import java.util.List;

/** The wire forms of samples: two families have one of their own, the others share the third. */
final class SampleForms {

  private SampleForms() {}

  static JsonObject json(FamilySample sample) {
    if (sample instanceof IntentSample intent) {
      return Wire.json(Shapes.INTENT_SAMPLE, intent);
    } else if (sample instanceof DeltaSample delta) {
      return Wire.json(Shapes.DELTA_SAMPLE, delta);
    }
    return Wire.json(Shapes.CORE_SAMPLE, (CoreSample) sample);
  }

  /**
   * The sample of a document, by its family.
   *
   * @throws dev.mplp.ValidationException with all violations when it is none
   */
  static FamilySample read(byte[] json) {
    String family =
        Wire.value(json) instanceof JsonObject sample
            ? sample.string("sample_family").orElse("")
            : "";
    if (family.equals(SampleFamily.INTENT_RESOLUTION.wire())) {
      return Wire.read(Shapes.INTENT_SAMPLE, json);
    } else if (family.equals(SampleFamily.DELTA_IMPACT.wire())) {
      return Wire.read(Shapes.DELTA_SAMPLE, json);
    }
    return Wire.read(Shapes.CORE_SAMPLE, json);
  }

  /** A sample of a family that has a form of its own must be of that form. */
  static List<Violation> violations(Checks checks, FamilySample sample) {
    if (sample instanceof IntentSample intent) {
      return checks.violations(SchemaName.LEARNING_SAMPLE_INTENT, Shapes.INTENT_SAMPLE, intent);
    } else if (sample instanceof DeltaSample delta) {
      return checks.violations(SchemaName.LEARNING_SAMPLE_DELTA, Shapes.DELTA_SAMPLE, delta);
    }
    CoreSample core = (CoreSample) sample;
    List<Violation> violations =
        checks.violations(SchemaName.LEARNING_SAMPLE_CORE, Shapes.CORE_SAMPLE, core);
    if (violations.isEmpty()) {
      try {
        FamilySample unused = read(Wire.bytes(Shapes.CORE_SAMPLE, core));
      } catch (ValidationException e) {
        return e.violations();
      }
    }
    return violations;
  }
}
