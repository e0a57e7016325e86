package dev.mplp;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901); empty for the whole document
 * @param layer who refuses it
 * @param rule which rule is broken: in the layer {@link Layer#SCHEMA} the keyword of JSON Schema,
 *     such as {@code required} or {@code minLength}
 * @param message what is wrong, for people
 */
public record Violation(String pointer, Layer layer, String rule, String message) {

  /** Who refuses a document. */
  public enum Layer {
    /** It is no strict JSON: encoding, syntax, duplicate keys, lone surrogates, depth. */
    JSON("json"),
    /** It is JSON that its schema does not accept. */
    SCHEMA("schema"),
    /** It is valid, but cannot be stored here without loss: NUL, times, numbers, sizes. */
    LIMIT("limit"),
    /** It is a valid plan whose dependencies make no graph that can be executed. */
    GRAPH("graph"),
    /** It is valid by its schema, but breaks an invariant of the protocol. */
    INVARIANT("invariant");

    private final String prefix;

    Layer(String prefix) {
      this.prefix = prefix;
    }

    /** The layer's part of {@link Violation#name()}. */
    public String prefix() {
      return prefix;
    }
  }

  /** Refuses nulls. */
  public Violation {
    requireNonNull(pointer, "pointer");
    requireNonNull(layer, "layer");
    requireNonNull(rule, "rule");
    requireNonNull(message, "message");
  }

  /** The rule with its layer, such as {@code schema/required} or {@code json/duplicate-key}. */
  public String name() {
    return layer.prefix() + '/' + rule;
  }

  @Override
  public String toString() {
    return (pointer.isEmpty() ? "(document)" : pointer) + ": " + name() + ": " + message;
  }
}
