package dev.mplp.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.FrozenSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read can be written back without loss, for documents of every shape. */
class RoundTripTest {

  private static final int DOCUMENTS = 300;

  private final WireCodec codec = WireCodec.standard();

  static List<Shape<?>> shapes() {
    return Shapes.all();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void document_readAndWritten_isTheSame(Shape<?> shape) {
    Random random = new Random(4711);
    for (int i = 0; i < DOCUMENTS; i++) {
      RandomDocument document = RandomDocument.of(shape.table(), random);
      // toString is a writer of its own, independent of the codec's.
      byte[] given = document.given().toString().getBytes(StandardCharsets.UTF_8);
      byte[] written = rewrite(shape, given);
      JsonObject back = codec.parse(written).asObject();
      assertThat(back).isEqualTo(document.written());
      assertThat(back.names())
          .as("order of members")
          .containsExactlyElementsOf(document.written().asObject().names());
    }
  }

  private <T> byte[] rewrite(Shape<T> shape, byte[] json) {
    T value = codec.read(shape, json);
    byte[] written = codec.write(shape, value);
    T again = codec.read(shape, written);
    assertThat(again).isEqualTo(value);
    assertThat(codec.write(shape, again)).isEqualTo(written);
    return written;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void document_withAnUnknownMember_isKeptOrRefused(Shape<?> shape) {
    JsonObject given = RandomDocument.of(shape.table(), new Random(1)).given().asObject();
    byte[] json =
        given.with("y-unknown", JsonValue.of(1)).toString().getBytes(StandardCharsets.UTF_8);
    ReadResult<?> result = codec.tryRead(shape, json);
    if (shape.table().isOpen()) {
      assertThat(result.violations()).isEmpty();
    } else {
      assertThat(result.violations())
          .extracting(v -> v.pointer() + " " + v.name())
          .containsExactly(" schema/additionalProperties");
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void document_withoutARequiredMember_isRefused(Shape<?> shape) {
    JsonObject given = RandomDocument.of(shape.table(), new Random(2)).given().asObject();
    for (Field<?, ?> field : shape.table().fields()) {
      if (field.isRequired()) {
        byte[] json = given.without(field.name()).toString().getBytes(StandardCharsets.UTF_8);
        assertThat(codec.tryRead(shape, json).violations())
            .singleElement()
            .satisfies(
                violation -> {
                  assertThat(violation.name()).isEqualTo("schema/required");
                  assertThat(violation.message()).contains('"' + field.name() + '"');
                });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void document_withAMemberOfAnotherType_isRefusedThere(Shape<?> shape) {
    JsonObject given = RandomDocument.of(shape.table(), new Random(3)).given().asObject();
    for (Field<?, ?> field : shape.table().fields()) {
      byte[] json =
          given
              .with(field.name(), field.kind() instanceof ListKind<?> ? "x" : List.of(1, "two"))
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      assertThat(codec.tryRead(shape, json).violations())
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.pointer()).isEqualTo("/" + field.name());
                assertThat(violation.rule()).isIn("type", "anyOf");
              });
    }
  }

  @Test
  void examplesOfTheProtocol_surviveTheRoundTrip() {
    FrozenSpec.files("examples", ".with-events.json")
        .forEach(
            file -> {
              String name = file.getFileName().toString().replace(".with-events.json", "");
              Shape<?> shape = Shapes.named("mplp-" + name).orElseThrow();
              byte[] given = FrozenSpec.read(file).getBytes(StandardCharsets.UTF_8);
              // Their times are already in the form that we write.
              assertThat(codec.parse(rewrite(shape, given))).isEqualTo(codec.parse(given));
            });
  }
}
