package dev.mplp.examples.server.http;

import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers with when all is well.
 *
 * @param statuses that such an answer may have; the first is the usual one
 * @param type the media type of the body
 * @param form of the body, or of each of its lines; null for none, or for one that has no form
 * @param otherTypes media types that the body may have when they are asked for
 * @param headers the names of those that such an answer has
 * @param writer makes the answer of what the handler returned
 * @param <R> what the handler returns
 */
public record Reply<R>(
    List<Integer> statuses,
    @Nullable String type,
    @Nullable Form<?> form,
    List<String> otherTypes,
    List<String> headers,
    Function<R, Answer> writer) {

  private static final String JSON = "application/json";

  /** Copies the lists. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's parameter
  public Reply {
    statuses = List.copyOf(statuses);
    otherTypes = List.copyOf(otherTypes);
    headers = List.copyOf(headers);
  }

  /** Of one media type. */
  public Reply(
      List<Integer> statuses,
      @Nullable String type,
      @Nullable Form<?> form,
      List<String> headers,
      Function<R, Answer> writer) {
    this(statuses, type, form, List.of(), headers, writer);
  }

  /** 200 with what the handler returns. */
  public static <R> Reply<R> of(Form<R> form) {
    return json(200, form, List.of(), value -> Answer.json(200, form.writeAll(value)));
  }

  /** 200 with what the handler returns. */
  public static <R> Reply<R> of(Class<R> type) {
    return of(Forms.of(type));
  }

  /** 200 with a page of a list. */
  public static <R> Reply<Page<R>> page(Class<R> type) {
    return of(Forms.page(type));
  }

  /** 200 with the value, whose version is the entity tag. */
  public static <R> Reply<Versioned<R>> versioned(Class<R> type) {
    Form<R> form = Forms.of(type);
    return json(
        200,
        form,
        List.of("ETag"),
        read ->
            Answer.json(200, form.writeAll(read.value()))
                .with("ETag", EntityTag.of(read.version())));
  }

  /** The same, of what shows more than has the version, such as the statuses of running steps. */
  public static <R> Reply<Versioned<R>> versionedAsShown(Class<R> type) {
    Form<R> form = Forms.of(type);
    return json(
        200,
        form,
        List.of("ETag"),
        read -> {
          byte[] shown = form.writeAll(read.value());
          return Answer.json(200, shown).with("ETag", EntityTag.of(read.version(), shown));
        });
  }

  /** 201 with what was made, and where it is: a path such as {@code /contexts/...}. */
  public static <R> Reply<R> created(Class<R> type, Function<R, String> path) {
    return located(201, type, path);
  }

  /** 201 with what was made, which has no place of its own: it is a part of what the path names. */
  public static <R> Reply<R> added(Class<R> type) {
    Form<R> form = Forms.of(type);
    return json(201, form, List.of(), made -> Answer.json(201, form.writeAll(made)));
  }

  /** 202 with what has begun, and where it is. */
  public static <R> Reply<R> accepted(Class<R> type, Function<R, String> path) {
    return located(202, type, path);
  }

  private static <R> Reply<R> located(int status, Class<R> type, Function<R, String> path) {
    Form<R> form = Forms.of(type);
    return json(
        status,
        form,
        List.of("Location"),
        made ->
            Answer.json(status, form.writeAll(made))
                .with("Location", Routes.BASE + path.apply(made)));
  }

  /** 204, nothing. */
  public static Reply<Done> done() {
    return new Reply<>(List.of(204), null, null, List.of(), done -> Answer.empty(204));
  }

  /** 200 with what the handler writes bit by bit: lines, each of this type. */
  public static Reply<AnswerBody.Writer> lines(Class<?> type) {
    return new Reply<>(
        List.of(200),
        Lines.MEDIA_TYPE,
        Forms.of(type),
        List.of(),
        writer -> new Answer(200, Map.of(), new AnswerBody.Stream(Lines.MEDIA_TYPE, writer)));
  }

  /** Whether it is written line by line, which may take long. */
  boolean isByLine() {
    return Lines.MEDIA_TYPE.equals(type);
  }

  /** With one of several statuses, none of which is a problem document. */
  public static <R> Reply<R> choosing(
      Form<R> form, List<Integer> statuses, ToIntFunction<R> status) {
    return new Reply<>(
        statuses,
        JSON,
        form,
        List.of(),
        value -> Answer.json(status.applyAsInt(value), form.writeAll(value)));
  }

  /** 200 with what the handler has made already, of this form. */
  public static Reply<Answer> prepared(Form<?> form) {
    return json(200, form, List.of(), Function.identity());
  }

  /** 200 with what the handler has made already: of this form, or a stream of events. */
  public static Reply<Answer> followed(Form<?> form) {
    return new Reply<>(
        List.of(200), JSON, form, List.of(Following.EVENT_STREAM), List.of(), Function.identity());
  }

  private static <R> Reply<R> json(
      int status, Form<?> form, List<String> headers, Function<R, Answer> writer) {
    return new Reply<>(List.of(status), JSON, form, headers, writer);
  }
}
