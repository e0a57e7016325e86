package dev.mplp.runtime.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.Violation;
import dev.mplp.Violation.Layer;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.FrozenSpec;
import dev.mplp.runtime.json.ReadResult;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.validation.KeywordCases.Case;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The codec, which checks while it parses, and the schema engine, which reads our schema files, are
 * written apart from each other and say the same of every document.
 */
class AgreementTest {

  private static final int MUTATIONS = Boolean.getBoolean("mplp.full") ? 50_000 : 5_000;
  private static final int FUZZED = Boolean.getBoolean("mplp.full") ? 50_000 : 5_000;

  private static final SchemaValidator ENGINE = new SchemaValidator();
  private static final SchemaReader SCHEMAS = new SchemaReader();
  private static final ValidValues VALUES = new ValidValues(SCHEMAS);
  private static final WireCodec CODEC = WireCodec.standard();

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The schemas that documents are read by. */
  static List<SchemaName> schemas() {
    return Arrays.stream(SchemaName.values()).filter(name -> name.shape().isPresent()).toList();
  }

  @Test
  void schemas_allButIdentifiers_haveACodec() {
    Set<SchemaName> without = new TreeSet<>(Set.of(SchemaName.values()));
    without.removeAll(schemas());
    assertThat(without).containsExactly(SchemaName.ID);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyKeyword_acceptedAndRefused_isJudgedAlike(SchemaName name) {
    for (Case one : KeywordCases.of(name)) {
      List<Violation> read = read(name, bytes(one.document()));
      assertThat(isSchemaValid(read))
          .as("%s at %s: %s: %s", name, one.site(), one.document(), read)
          .isEqualTo(one.accepted());
      assertThat(pointers(read))
          .as("%s at %s: %s", name, one.site(), one.document())
          .isEqualTo(pointers(ENGINE.validate(name, one.document())));
    }
  }

  @Test
  void mutations_ofValidDocuments_areJudgedAlike() {
    Mutations mutations = new Mutations(Long.getLong("mplp.seed", 4711));
    List<SchemaName> names = schemas();
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      SchemaName name = names.get(i % names.size());
      JsonValue document = mutations.change(valid(name, i));
      List<Violation> read = read(name, bytes(document));
      List<Violation> judged = ENGINE.validate(name, document);
      assertThat(isSchemaValid(read))
          .as("%s: %s: codec %s, engine %s", name, document, read, judged)
          .isEqualTo(judged.isEmpty());
      assertThat(pointers(read))
          .as("%s: %s: codec %s, engine %s", name, document, read, judged)
          .isEqualTo(pointers(judged));
      accepted += judged.isEmpty() ? 1 : 0;
    }
    System.out.printf("Mutations: %d documents, %d of them valid%n", MUTATIONS, accepted);
    assertThat(accepted).isBetween(MUTATIONS / 20, MUTATIONS * 19 / 20);
  }

  @Test
  void fuzzedBytes_anyInput_haveOneJsonVerdictAndNeverThrow() {
    Mutations mutations = new Mutations(Long.getLong("mplp.seed", 815));
    List<SchemaName> names = schemas();
    int wellFormed = 0;
    for (int i = 0; i < FUZZED; i++) {
      SchemaName name = names.get(i % names.size());
      JsonValue start = valid(name, i);
      byte[] bytes = mutations.change(bytes(i % 2 == 0 ? start : mutations.change(start)));
      ReadResult<JsonValue> parsed = CODEC.tryParse(bytes);
      List<Violation> read = read(name, bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      assertThat(isJson(parsed.violations())).as(text).isEqualTo(isStrictJson(bytes));
      assertThat(isJson(read)).as(text).isEqualTo(isJson(parsed.violations()));
      JsonValue document = parsed.value();
      if (document != null) {
        wellFormed++;
        assertThat(isSchemaValid(read))
            .as(text)
            .isEqualTo(ENGINE.validate(name, document).isEmpty());
      }
    }
    System.out.printf("Fuzzing: %d texts, %d of them JSON%n", FUZZED, wellFormed);
    assertThat(wellFormed).isBetween(FUZZED / 20, FUZZED * 19 / 20);
  }

  @Test
  void examplesOfTheProtocol_areJudgedAlike() {
    FrozenSpec.files("examples", ".json")
        .forEach(
            file -> {
              SchemaName name =
                  SchemaRecognition.byFileName(file.getFileName().toString()).orElseThrow();
              String text = FrozenSpec.read(file);
              JsonValue document = TestJson.parse(text);
              List<Violation> read = read(name, text.getBytes(StandardCharsets.UTF_8));
              assertThat(pointers(read))
                  .as(file.toString())
                  .isEqualTo(pointers(ENGINE.validate(name, document)));
              assertThat(isSchemaValid(read))
                  .as("%s: %s", file, read)
                  .isEqualTo(!text.contains("$comment"));
            });
  }

  private static JsonValue valid(SchemaName name, int i) {
    return i % 3 == 0 ? VALUES.minimal(SCHEMAS.root(name)) : VALUES.full(SCHEMAS.root(name));
  }

  private static byte[] bytes(JsonValue document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Violation> read(SchemaName name, byte[] bytes) {
    return CODEC.tryRead(name.shape().orElseThrow(), bytes).violations();
  }

  private static boolean isSchemaValid(List<Violation> violations) {
    return violations.stream().noneMatch(violation -> violation.layer() == Layer.SCHEMA);
  }

  private static boolean isJson(List<Violation> violations) {
    return violations.stream().noneMatch(violation -> violation.layer() == Layer.JSON);
  }

  /**
   * Where the schema is broken. Repeated elements are only counted where each of them is valid: the
   * codec compares values that it could read.
   */
  private static Set<String> pointers(List<Violation> violations) {
    Set<String> pointers =
        violations.stream()
            .filter(violation -> violation.layer() == Layer.SCHEMA)
            .filter(violation -> !violation.rule().equals("uniqueItems"))
            .map(Violation::pointer)
            .collect(Collectors.toCollection(TreeSet::new));
    violations.stream()
        .filter(violation -> violation.rule().equals("uniqueItems"))
        .map(Violation::pointer)
        .filter(array -> pointers.stream().noneMatch(other -> other.startsWith(array + "/")))
        .toList()
        .forEach(pointers::add);
    return pointers;
  }

  /** A second opinion on the layer {@code json}, from the JDK's decoder and the library's tree. */
  private static boolean isStrictJson(byte[] bytes) {
    List<String> names = new ArrayList<>();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.startsWith("\ufeff")) {
        return false;
      }
      var tree = STRICT.readTree(text);
      collectTexts(tree, names);
      return !tree.isMissingNode() && names.stream().noneMatch(AgreementTest::hasLoneSurrogate);
    } catch (CharacterCodingException | JacksonException e) {
      return false;
    }
  }

  private static void collectTexts(tools.jackson.databind.JsonNode node, List<String> texts) {
    if (node.isString()) {
      texts.add(node.stringValue());
    }
    node.properties()
        .forEach(
            member -> {
              texts.add(member.getKey());
              collectTexts(member.getValue(), texts);
            });
    if (node.isArray()) {
      node.forEach(element -> collectTexts(element, texts));
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
