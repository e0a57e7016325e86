package dev.mplp.runtime.validation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.mplp.Violation;
import dev.mplp.Violation.Layer;
import dev.mplp.model.JsonValue;
import dev.mplp.runtime.json.Limits;
import dev.mplp.runtime.json.ReadResult;
import dev.mplp.runtime.json.WireCodec;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks documents against the JSON Schemas of the protocol (draft-07, formats asserted).
 *
 * <p>This is the complete answer: every violation of a document, found by a schema engine of its
 * own. The runtime itself reads documents by the codec, which checks the same constraints while
 * parsing and is many times faster.
 *
 * <p>Nothing is read from outside the library's own files. Immutable and thread-safe; building one
 * compiles all schemas, so build it once.
 */
public final class SchemaValidator {

  private static final Limits LIMITS = Limits.DEFAULT;
  private static final WireCodec CODEC = new WireCodec(LIMITS);

  private final Map<SchemaName, Schema> schemas = new EnumMap<>(SchemaName.class);

  /** Compiles the schemas. */
  public SchemaValidator() {
    Map<String, String> texts =
        Stream.of(SchemaName.values())
            .collect(Collectors.toMap(SchemaName::iri, SchemaValidator::text));
    SchemaRegistry registry =
        SchemaRegistry.withDialect(
            dialect(),
            builder ->
                builder
                    .schemas(onlyFrom(texts))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .regularExpressionFactory(new WholeText())
                            .pathType(PathType.JSON_POINTER)
                            .build()));
    for (SchemaName name : SchemaName.values()) {
      schemas.put(name, registry.getSchema(SchemaLocation.of(name.iri())));
    }
  }

  /**
   * Judges a text in all three layers: what makes it no strict JSON; else what its schema refuses,
   * and what our limits refuse. Never throws, whatever the bytes are.
   *
   * @return the violations; a document without any of the layers {@code json} and {@code schema} is
   *     valid
   */
  public List<Violation> check(SchemaName schema, byte[] json) {
    ReadResult<JsonValue> parsed = CODEC.tryParse(json);
    if (!parsed.isValid()) {
      return parsed.violations();
    }
    List<Violation> read =
        schema.shape().map(shape -> CODEC.tryRead(shape, json).violations()).orElse(List.of());
    JsonValue document = parsed.value();
    // What exceeds our limits is not at hand as a value; the codec judges it while passing over it.
    List<Violation> refused =
        document == null ? of(Layer.SCHEMA, read) : validate(schema, document);
    if (document == null && schema == SchemaName.ID) {
      refused = List.of(new Violation("", Layer.SCHEMA, "pattern", "must be an identifier"));
    }
    List<Violation> limits = of(Layer.LIMIT, read.isEmpty() ? parsed.violations() : read);
    return Stream.concat(refused.stream(), limits.stream()).toList();
  }

  private static List<Violation> of(Layer layer, List<Violation> violations) {
    return violations.stream().filter(violation -> violation.layer() == layer).toList();
  }

  /**
   * Checks one document.
   *
   * @return what its schema refuses, each once, in the order of the schema, up to the usual number
   *     of {@link Limits#violations()}; empty when it is valid. Never throws for any document: one
   *     nested deeper than {@link Limits#depth()} is a violation of the layer {@code json}.
   */
  public List<Violation> validate(SchemaName schema, JsonValue document) {
    if (JsonNodes.isDeeperThan(document, LIMITS.depth())) {
      String expected = "must not nest deeper than " + LIMITS.depth() + " levels";
      return List.of(new Violation("", Layer.JSON, "depth", expected));
    }
    return compiled(schema).validate(JsonNodes.of(document)).stream()
        .map(ErrorTranslation::of)
        .distinct()
        .limit(LIMITS.violations())
        .toList();
  }

  private Schema compiled(SchemaName name) {
    Schema schema = schemas.get(name);
    if (schema == null) {
      throw new IllegalStateException("no schema " + name);
    }
    return schema;
  }

  private static Dialect dialect() {
    return Dialect.builder(Dialects.getDraft7())
        .keyword(ExactBound.minimum())
        .keyword(ExactBound.maximum())
        .formats(
            formats -> {
              formats.clear();
              TextFormat.all().forEach(format -> formats.put(format.getName(), format));
            })
        .build();
  }

  private static Function<String, String> onlyFrom(Map<String, String> texts) {
    return iri -> {
      String text = texts.get(iri);
      if (text == null) {
        throw new IllegalStateException("a schema refers to " + iri + ", which is not ours");
      }
      return text;
    };
  }

  private static String text(SchemaName name) {
    return new String(name.bytes(), StandardCharsets.UTF_8);
  }
}
