package dev.mplp.examples.server.json;

import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms of all types that bodies and parameters have. */
public final class Forms {

  private static final FormFactory ANSWERS = new FormFactory(false);
  private static final FormFactory REQUESTS = new FormFactory(true);

  private Forms() {}

  /**
   * The form of a type: an object of the protocol, a record, or what such are made of.
   *
   * @throws IllegalArgumentException for any other
   */
  public static <T> Form<T> of(Class<T> type) {
    return typed(type);
  }

  /** As {@link #of}, for requests: options may be left out that are usual. */
  @SuppressWarnings("unchecked") // the factory answers with the form of the type that it is given
  public static <T> Form<T> request(Class<T> type) {
    return (Form<T>) REQUESTS.of(type);
  }

  /** Lists of what has a form of its own. */
  public static <T> Form<List<T>> list(Class<T> type) {
    return ListForm.list(of(type));
  }

  /** Pages of a list. */
  public static <T> Form<Page<T>> page(Class<T> type) {
    return typed(new Generic(Page.class, type));
  }

  /** Pages of what is told with its version. */
  public static <T> Form<Page<Versioned<T>>> pageOfVersioned(Class<T> type) {
    return typed(new Generic(Page.class, new Generic(Versioned.class, type)));
  }

  /** Whole numbers from one to another. */
  public static Form<Integer> between(int least, int most) {
    return NumberForm.between(least, most);
  }

  /** Merge patches. */
  public static <T> Form<Patch<T>> patch(Class<T> type) {
    return new PatchForm<>(of(type));
  }

  /** True when an empty body will do. */
  public static boolean takesNothing(Form<?> form) {
    return form instanceof RecordForm<?> records && records.takesNothing();
  }

  @SuppressWarnings("unchecked") // the factory answers with the form of the type that it is given
  private static <T> Form<T> typed(Type type) {
    return (Form<T>) ANSWERS.of(type);
  }

  /** A type with an argument. */
  private record Generic(Class<?> raw, Type argument) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {argument};
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }
}
