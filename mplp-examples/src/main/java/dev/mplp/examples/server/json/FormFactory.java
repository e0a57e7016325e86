package dev.mplp.examples.server.json;

import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.Shapes;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes forms of types, each once. All reflection happens here, when the server is built. Types are
 * not known to the compiler here; that each form is the one of its type is what this class is for.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
final class FormFactory {

  private static final Map<Class<?>, Shape<?>> SHAPES = shapes();

  /**
   * Whose name it is, in all descriptions: those of requests and of answers are in one document.
   */
  private static final Map<String, Class<?>> OWNERS = new ConcurrentHashMap<>();

  private final boolean isOfRequests;
  private final Map<String, Form<?>> made = new HashMap<>();

  /**
   * A factory without any form yet.
   *
   * @param isOfRequests whether what {@link RequestDefaults} knows may be left out
   */
  FormFactory(boolean isOfRequests) {
    this.isOfRequests = isOfRequests;
  }

  private static Map<Class<?>, Shape<?>> shapes() {
    Map<Class<?>, Shape<?>> all = new HashMap<>();
    Stream.concat(
            Shapes.all().stream(),
            Stream.of(
                Shapes.PLAN_STEP,
                Shapes.TRACE_SEGMENT,
                Shapes.DIALOG_MESSAGE,
                Shapes.COLLAB_PARTICIPANT,
                Shapes.NETWORK_NODE))
        .forEach(shape -> all.put(shape.type(), shape));
    return Map.copyOf(all);
  }

  synchronized Form<?> of(Type type) {
    return of(type, Map.of());
  }

  private Form<?> of(Type type, Map<TypeVariable<?>, Type> arguments) {
    if (type instanceof TypeVariable<?>) {
      return of(resolved(type, arguments), arguments);
    }
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic, arguments);
    }
    if (type instanceof Class<?> plain) {
      Form<?> simple = SimpleForms.of(plain);
      return simple != null ? simple : ofClass(plain);
    }
    throw new IllegalArgumentException("there is no form for " + type.getTypeName());
  }

  private Form<?> ofGeneric(ParameterizedType generic, Map<TypeVariable<?>, Type> arguments) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] given = generic.getActualTypeArguments();
    if (raw == List.class || raw == Collection.class) {
      return ListForm.list(of(given[0], arguments));
    }
    if (raw == Set.class) {
      return ListForm.set(of(given[0], arguments));
    }
    if (raw == Map.class) {
      Form keys = of(given[0], arguments);
      return new MapForm(keys, SimpleForms.nameOf((Class<?>) given[0]), of(given[1], arguments));
    }
    Map<TypeVariable<?>, Type> inner = new HashMap<>();
    StringBuilder name = new StringBuilder(name(raw));
    for (int i = 0; i < given.length; i++) {
      Type argument = resolved(given[i], arguments);
      inner.put(raw.getTypeParameters()[i], argument);
      name.append("Of").append(nameOf(argument));
    }
    return ofRecord(raw, name.toString(), null, inner);
  }

  private static Type resolved(Type type, Map<TypeVariable<?>, Type> arguments) {
    Type argument = type instanceof TypeVariable<?> variable ? arguments.get(variable) : type;
    if (argument == null) {
      throw new IllegalArgumentException("nobody says what " + type + " is");
    }
    return argument;
  }

  private static String nameOf(Type type) {
    return type instanceof ParameterizedType generic
        ? name((Class<?>) generic.getRawType()) + "Of" + nameOf(generic.getActualTypeArguments()[0])
        : name((Class<?>) type);
  }

  private Form<?> ofClass(Class<?> type) {
    Shape<?> shape = SHAPES.get(type);
    if (shape != null) {
      return made.computeIfAbsent(type.getName(), qualified -> new WireForm<>(shape));
    }
    if (type.isRecord()) {
      return ofRecord(type, nameHere(type), null, Map.of());
    }
    if (type.isSealed()) {
      return ofSealed(type);
    }
    throw new IllegalArgumentException("there is no form for " + type.getName());
  }

  /** A nested type is called as its owner and itself: {@code Expiry.Reject} an ExpiryReject. */
  private static String name(Class<?> type) {
    Class<?> owner = type.getEnclosingClass();
    return (owner == null || owner.getSimpleName().endsWith("Routes") ? "" : name(owner))
        + type.getSimpleName();
  }

  /** Where a request may say less than an answer, its schema has a name of its own. */
  private String nameHere(Class<?> type) {
    boolean saysLess = isOfRequests && saysLess(type, new HashSet<>());
    return saysLess ? name(type) + "Request" : name(type);
  }

  private static boolean saysLess(Type type, Set<Type> seen) {
    if (type instanceof ParameterizedType generic) {
      return Arrays.stream(generic.getActualTypeArguments()).anyMatch(one -> saysLess(one, seen));
    }
    if (!(type instanceof Class<?> plain) || !seen.add(plain)) {
      return false;
    }
    if (plain.isSealed()) {
      return Arrays.stream(plain.getPermittedSubclasses()).anyMatch(one -> saysLess(one, seen));
    }
    return plain.isRecord()
        && !SHAPES.containsKey(plain)
        && (!RequestDefaults.of(plain).isEmpty()
            || Arrays.stream(plain.getRecordComponents())
                .anyMatch(one -> saysLess(one.getGenericType(), seen)));
  }

  private Form<?> ofSealed(Class<?> type) {
    String name = nameHere(type);
    own(name, type);
    Form<?> there = made.get(name);
    if (there != null) {
      return there;
    }
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (Arrays.stream(permitted).allMatch(SHAPES::containsKey)) {
      Map<Class<?>, Form<Object>> choices = new LinkedHashMap<>();
      // the one that takes most comes last
      Arrays.stream(permitted)
          .sorted((a, b) -> Boolean.compare(name(a).startsWith("Core"), name(b).startsWith("Core")))
          .forEach(choice -> choices.put(choice, (Form<Object>) ofClass(choice)));
      return kept(name, new ProtocolChoiceForm<>(name, choices));
    }
    ChoiceForm<Object> choice = new ChoiceForm<>(name);
    made.put(name, choice);
    for (Class<?> one : permitted) {
      String kind = Words.snakeCase(one.getSimpleName().replaceFirst("^Of(?=[A-Z])", ""));
      choice.add(kind, one, (Form<Object>) ofRecord(one, nameHere(one), kind, Map.of()));
    }
    return choice;
  }

  private static void own(String name, Class<?> type) {
    Class<?> owner = OWNERS.putIfAbsent(name, type);
    if (owner != null && owner != type) {
      throw new IllegalStateException(owner + " and " + type + " have schemas of one name");
    }
  }

  private Form<?> ofRecord(
      Class<?> type, String name, @Nullable String kind, Map<TypeVariable<?>, Type> arguments) {
    own(name, type);
    Form<?> there = made.get(name);
    if (there != null) {
      return there;
    }
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException("there is no form for " + type.getName());
    }
    RecordForm<Object> form = new RecordForm<>(name, constructor(type, components), kind);
    made.put(name, form);
    List<Member> members = new ArrayList<>();
    for (RecordComponent component : components) {
      members.add(member(component, arguments));
    }
    form.complete(members);
    return form;
  }

  private Member member(RecordComponent component, Map<TypeVariable<?>, Type> arguments) {
    boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean isExtra =
        component.getName().equals("extra") && component.getType() == JsonObject.class;
    component.getAccessor().setAccessible(true);
    return new Member(
        Words.snakeCase(component.getName()),
        (Form<Object>) of(component.getGenericType(), arguments),
        isNullable,
        isExtra,
        isOfRequests ? defaults(component) : null,
        component.getAccessor());
  }

  private static @Nullable Object defaults(RecordComponent component) {
    return RequestDefaults.of(component.getDeclaringRecord()).get(component.getName());
  }

  private static Constructor<Object> constructor(Class<?> type, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (Constructor<Object>) constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  private <F extends Form<?>> F kept(String name, F form) {
    made.put(name, form);
    return form;
  }
}
