package dev.mplp.runtime.validation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.mplp.Violation;
import dev.mplp.model.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** How deep arrays and objects may be nested in one another. */
  public static final int MAX_DEPTH = 512;

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
   * Checks one document.
   *
   * @return everything that its schema refuses, each once, in the order of the schema; empty when
   *     it is valid. Never throws for any document: one nested deeper than {@link #MAX_DEPTH} is a
   *     violation of the layer {@code json}.
   */
  public List<Violation> validate(SchemaName schema, JsonValue document) {
    if (JsonNodes.isDeeperThan(document, MAX_DEPTH)) {
      return List.of(
          new Violation(
              "",
              Violation.Layer.JSON,
              "depth",
              "must not nest arrays and objects more than " + MAX_DEPTH + " deep"));
    }
    Set<Violation> violations = new LinkedHashSet<>();
    compiled(schema)
        .validate(JsonNodes.of(document))
        .forEach(error -> violations.add(ErrorTranslation.of(error)));
    return List.copyOf(violations);
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
    try (InputStream in = SchemaValidator.class.getResourceAsStream(name.resource())) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its file " + name.resource());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name.resource(), e);
    }
  }
}
