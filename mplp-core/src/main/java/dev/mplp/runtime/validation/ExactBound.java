package dev.mplp.runtime.validation;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/**
 * The keywords {@code minimum} and {@code maximum} on exact numbers. The library's own read the
 * number as a {@code long} or a {@code double}, and throw where it is neither.
 */
final class ExactBound extends AbstractKeyword {

  private final int refusedSide;

  private ExactBound(String keyword, int refusedSide) {
    super(keyword);
    this.refusedSide = refusedSide;
  }

  static ExactBound minimum() {
    return new ExactBound("minimum", -1);
  }

  static ExactBound maximum() {
    return new ExactBound("maximum", 1);
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode bound, Schema parent, SchemaContext context) {
    return new Check(this, bound, location, parent, context);
  }

  private final class Check extends BaseKeywordValidator {

    private final BigDecimal bound;

    Check(
        Keyword keyword,
        JsonNode bound,
        SchemaLocation location,
        Schema parent,
        SchemaContext context) {
      super(keyword, bound, location, parent, context);
      this.bound = bound.decimalValue();
    }

    @Override
    public void validate(
        ExecutionContext execution, JsonNode instance, JsonNode root, NodePath location) {
      if (instance.isNumber() && instance.decimalValue().compareTo(bound) == refusedSide) {
        execution.addError(
            error()
                .keyword(getKeyword())
                .schemaNode(getSchemaNode())
                .instanceNode(instance)
                .instanceLocation(location)
                .evaluationPath(execution.getEvaluationPath())
                .message(getKeyword())
                .build());
      }
    }
  }
}
