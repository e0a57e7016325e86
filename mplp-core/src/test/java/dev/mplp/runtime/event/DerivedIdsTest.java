package dev.mplp.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.WireFormat;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedIdsTest {

  @Test
  void id_ofBaseAndName_neverChanges() {
    UUID base = UUID.fromString("11112222-3333-4000-8000-000000000001");
    assertThat(DerivedIds.of(base, "inline")).hasToString("ab233cc5-a5b6-429d-8282-7b2d1d6ebe85");
  }

  @Test
  void ids_areOfVersionFour_andDiffer() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      UUID id = DerivedIds.of(RecordSamples.uuid(i % 10), "shape " + i / 10);
      assertThat(WireFormat.isModuleId(id)).isTrue();
      ids.add(id);
    }
    assertThat(ids).hasSize(1000);
  }
}
