package dev.mplp.runtime.json;

import static java.util.Objects.requireNonNull;

import dev.mplp.model.WireName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of the words of an enum. */
final class WordKind<E extends Enum<E> & WireName> implements Kind<E> {

  private final List<E> constants;
  private final String keyword;

  /** The words as they are written. */
  private final Map<E, byte[]> written;

  WordKind(E[] constants, String keyword) {
    this(List.of(constants), keyword);
  }

  WordKind(List<E> constants, String keyword) {
    this.constants = constants;
    this.keyword = keyword;
    this.written = new EnumMap<>(constants.get(0).getDeclaringClass());
    for (E constant : constants) {
      written.put(constant, WireWriter.encoded('"' + constant.wire() + '"'));
    }
  }

  List<E> constants() {
    return constants;
  }

  @Override
  public @Nullable E read(WireReader in) {
    if (!Kinds.isString(in)) {
      return null;
    }
    for (int i = 0; i < constants.size(); i++) {
      E constant = constants.get(i);
      if (in.isWord(constant.wire(), written(constant))) {
        return constant;
      }
    }
    in.refuse(
        keyword,
        "must be "
            + (constants.size() > 1 ? "one of " : "")
            + constants.stream().map(WireName::wire).collect(Collectors.joining(", "))
            + ", but is "
            + in.quoted());
    return null;
  }

  @Override
  public void write(E value, WireWriter out) {
    out.raw(written(value));
  }

  private byte[] written(E word) {
    return requireNonNull(written.get(word), keyword);
  }
}
