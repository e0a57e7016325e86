package dev.mplp.runtime.validation;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import dev.mplp.model.WireFormat;
import dev.mplp.model.WireTime;
import java.util.List;
import java.util.function.Predicate;

/** A value of the keyword {@code format}, by the rules of our codec instead of the library's. */
record TextFormat(String name, Predicate<CharSequence> check) implements Format {

  /** The formats that the protocol's schemas use. */
  static List<TextFormat> all() {
    return List.of(
        new TextFormat("date-time", WireTime::isDateTime),
        new TextFormat("uuid", WireFormat::isUuid),
        new TextFormat("email", WireFormat::isEmail),
        new TextFormat("uri", WireFormat::isUri));
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean matches(ExecutionContext execution, String value) {
    return check.test(value);
  }
}
