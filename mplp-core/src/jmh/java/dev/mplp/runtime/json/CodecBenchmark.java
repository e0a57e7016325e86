package dev.mplp.runtime.json;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.mplp.model.ContextId;
import dev.mplp.model.Metadata;
import dev.mplp.plan.Plan;
import dev.mplp.plan.PlanBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A plan of 25 steps: read with every rule checked, against binding alone and validating alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {

  /** The plan as binding without any check sees it. */
  public record UncheckedPlan(
      UncheckedMeta meta,
      UUID planId,
      UUID contextId,
      String title,
      String objective,
      String status,
      List<UncheckedStep> steps) {}

  /** The meta of an unchecked plan. */
  public record UncheckedMeta(
      String protocolVersion, String schemaVersion, Instant createdAt, String createdBy) {}

  /** A step of an unchecked plan. */
  public record UncheckedStep(
      UUID stepId,
      String description,
      String status,
      List<UUID> dependencies,
      String agentRole,
      Integer orderIndex) {}

  private static final int STEPS = 25;

  private final WireCodec codec = WireCodec.standard();
  private final JsonMapper mapper =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private final Schema schema = networknt();
  private final Plan plan = plan();
  private final byte[] json = codec.write(plan);
  private final UncheckedPlan unchecked = mapper.readValue(json, UncheckedPlan.class);

  /** Parse, check every rule, build the record. */
  @Benchmark
  public Plan read() {
    return codec.read(Shapes.PLAN, json);
  }

  /** Parse and build records by databind; nothing is checked. */
  @Benchmark
  public UncheckedPlan readUnchecked() {
    return mapper.readValue(json, UncheckedPlan.class);
  }

  /** Parse to a tree and validate it by networknt; no record is built. */
  @Benchmark
  public List<Error> validateByNetworknt() {
    return schema.validate(mapper.readTree(json));
  }

  /** Walk over the tokens and keep nothing: what no reader on this parser can undercut. */
  @Benchmark
  public int tokensAlone() {
    int tokens = 0;
    try (JsonParser parser = mapper.createParser(json)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** Write the record. */
  @Benchmark
  public byte[] write() {
    return codec.write(Shapes.PLAN, plan);
  }

  /** Write unchecked records by databind. */
  @Benchmark
  public byte[] writeUnchecked() {
    return mapper.writeValueAsBytes(unchecked);
  }

  private static Plan plan() {
    PlanBuilder builder =
        Plan.builder(ContextId.random(), "Assess", "Decide on the loan")
            .meta(Metadata.created(Instant.parse("2026-01-31T08:30:00Z"), "benchmark"))
            .step("step 0", step -> step.role("clerk").description("Fetch the customer's file"));
    for (int i = 1; i < STEPS; i++) {
      String before = "step " + (i - 1);
      String description = "Assess part " + i + " of the customer's file";
      builder.step(
          "step " + i, step -> step.role("analyst").description(description).after(before));
    }
    return builder.build();
  }

  private static Schema networknt() {
    return SchemaRegistry.withDialect(
            Dialects.getDraft7(),
            builder ->
                builder
                    .schemas(CodecBenchmark::resource)
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
        .getSchema(SchemaLocation.of("mplp:/mplp-plan.json"));
  }

  private static String resource(String iri) {
    String name = "/dev/mplp/runtime/validation/schema/" + iri.substring(iri.indexOf('/') + 1);
    try (InputStream in = CodecBenchmark.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
