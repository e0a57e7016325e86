package dev.mplp.runtime.json;

import dev.mplp.ValidationException;
import dev.mplp.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a document.
 *
 * @param value what was read; null if there is any violation, be it only a limit
 * @param violations what is wrong, in the order of the document
 * @param <T> what was to be read
 */
public record ReadResult<T>(@Nullable T value, List<Violation> violations) {

  /** Copies the violations. */
  public ReadResult {
    violations = List.copyOf(violations);
    if ((value == null) == violations.isEmpty()) {
      throw new IllegalArgumentException("either a value or violations");
    }
  }

  /** True when it is strict JSON that its schema accepts, though perhaps not storable here. */
  public boolean isValid() {
    return violations.stream().allMatch(v -> v.layer() == Violation.Layer.LIMIT);
  }

  /**
   * The value.
   *
   * @param subject what was read, for the message
   * @throws ValidationException if there is none
   */
  public T orThrow(String subject) {
    if (value == null) {
      throw new ValidationException(subject, violations);
    }
    return value;
  }
}
