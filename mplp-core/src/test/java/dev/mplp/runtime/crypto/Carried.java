package dev.mplp.runtime.crypto;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Every body that a record carries, however deep: by its components, so that none is forgotten. */
final class Carried {

  private Carried() {}

  static List<byte[]> by(Object value) {
    List<byte[]> found = new ArrayList<>();
    collect(value, found);
    return found;
  }

  private static void collect(Object value, List<byte[]> found) {
    if (value instanceof byte[] body) {
      found.add(body);
    } else if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, found));
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          Object part = component.getAccessor().invoke(value);
          if (part != null) {
            collect(part, found);
          }
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
