package dev.mplp.flow;

import dev.mplp.model.ProtocolObject;
import java.util.List;

/**
 * The objects of one piece of work: a Context, and what binds to it.
 *
 * @param objects of any module, in any order
 */
public record Flow(List<ProtocolObject> objects) {

  /** Copies the list. */
  public Flow {
    objects = List.copyOf(objects);
  }

  /** The objects of one type, in their order. */
  public <T extends ProtocolObject> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
