package dev.mplp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mplp.NewerFormException;
import dev.mplp.model.JsonObject;
import dev.mplp.spi.DocumentKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredFormTest {

  private static final DocumentKey KEY = new DocumentKey("default", "thing", "t1");

  /** In form 2 a name became a list, in form 3 that list is under another name. */
  private static final StoredForm THIRD =
      new StoredForm(
          "thing",
          List.of(
              one -> one.with("name", List.of(one.get("name"))),
              two -> two.without("name").with("names", two.get("name"))));

  private static final JsonObject PRESENT = JsonObject.of("v", 3, "names", List.of("ann"));

  private static JsonObject read(JsonObject stored) {
    return THIRD.read(KEY, Wire.bytes(stored));
  }

  @Test
  void formsOfEveryVersion_areReadAsThePresentOne() {
    assertThat(read(JsonObject.of("name", "ann"))).as("before versions").isEqualTo(PRESENT);
    assertThat(read(JsonObject.of("v", 1, "name", "ann"))).isEqualTo(PRESENT);
    assertThat(read(JsonObject.of("v", 2, "name", List.of("ann")))).isEqualTo(PRESENT);
    assertThat(read(PRESENT)).isEqualTo(PRESENT);
    assertThat(THIRD.begin().build()).isEqualTo(JsonObject.of("v", 3));
  }

  @Test
  void formOfALaterVersion_isRefused() {
    NewerFormException refused =
        catchThrowableOfType(
            NewerFormException.class, () -> read(JsonObject.of("v", 4, "who", "ann")));
    assertThat(refused.code()).isEqualTo("NEWER_FORM");
    assertThat(refused).hasMessageContaining("thing t1").hasMessageContaining("form 4");
    assertThat(refused.retryable()).isFalse();
  }
}
