package dev.mplp.examples.server.routes;

import dev.mplp.Mplp;
import dev.mplp.event.Watch;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Done;
import dev.mplp.examples.server.http.Param;
import dev.mplp.examples.server.http.Reply;
import dev.mplp.examples.server.http.Route.Handler;
import dev.mplp.examples.server.http.Routes;
import dev.mplp.model.MplpId;
import dev.mplp.model.Page;
import dev.mplp.model.ProtocolObject;
import dev.mplp.model.Versioned;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The routes that objects of every module have alike: they are made, listed, read, changed,
 * archived and removed, go from status to status, and have a history.
 *
 * @param group where the routes are declared
 * @param path of the list, such as {@code /collabs}
 * @param calls how calls of the service begin, such as {@code collabs}
 * @param name of one, such as {@code Collab}: what operation ids end with
 * @param type of one
 * @param id which one
 * @param service of a caller
 * @param <S> the service
 * @param <T> the object
 * @param <I> its identifier
 */
record ObjectRoutes<S, T extends ProtocolObject, I extends MplpId>(
    Routes.Group group,
    String path,
    String calls,
    String name,
    Class<T> type,
    Param<I> id,
    Function<Mplp, S> service) {

  /** An update by version. */
  interface Update<S, T, R> {
    R update(S service, T object, long version);
  }

  /** Something that may be done for a reason. */
  interface Reasoned<S, I, R> {
    R act(S service, I id, @Nullable String reason);
  }

  /** Follows what happens. */
  interface Following<S, I> {
    Watch watch(S service, I id, long after);
  }

  /** Made as given; {@code refusals} are statuses of problems beside the usual. */
  void create(BiFunction<S, T, T> create, Integer... refusals) {
    group
        .post(path, "create" + name, "Creates " + one() + " as given")
        .calls(calls + ".create")
        .takes(type)
        .refuses(refusals)
        .answers(Reply.created(type, this::pathOf))
        .by(call -> create.apply(of(call), call.body()));
  }

  /** Listed page by page. */
  <L> void list(Class<L> summary, Handler<Void, Page<L>> list, Param<?>... filters) {
    group
        .get(path, "list" + name + "s", name + "s, oldest first")
        .calls(calls + ".list")
        .with(filters)
        .paged()
        .answers(Reply.page(summary))
        .by(list);
  }

  /** Read as a whole. */
  void get(Reply<Versioned<T>> reply, BiFunction<S, I, Versioned<T>> read, Integer... refusals) {
    group
        .get(pathOfOne(), "get" + name, capitalOne() + "; its ETag tells its version")
        .calls(calls + ".read")
        .with(id)
        .refuses(refusals)
        .answers(reply)
        .by(call -> read.apply(of(call), call.get(id)));
  }

  /** Replaced, and changed by patches. */
  <R> void change(Reply<R> reply, BiFunction<S, I, Versioned<T>> read, Update<S, T, R> update) {
    change(reply, read, update, (before, patched) -> patched);
  }

  /**
   * Replaced, and changed by patches.
   *
   * @param leaving takes away what updates need not be told, of what was read and what the patch
   *     made of it
   */
  <R> void change(
      Reply<R> reply,
      BiFunction<S, I, Versioned<T>> read,
      Update<S, T, R> update,
      BinaryOperator<T> leaving) {
    group
        .put(pathOfOne(), "replace" + name, "Replaces the content of " + one())
        .calls(calls + ".update")
        .with(id)
        .ifMatch()
        .takes(type)
        .answers(reply)
        .by(
            call -> {
              T object = call.sameId(id, id.name(), call.body().id());
              return update.update(of(call), object, call.version());
            });

    group
        .patch(pathOfOne(), "patch" + name, "Changes parts of " + one())
        .calls(calls + ".update", calls + ".read")
        .with(id)
        .ifMatch()
        .takesPatchOf(type)
        .answers(reply)
        .by(
            call -> {
              Versioned<T> before = read.apply(of(call), call.get(id));
              T after = leaving.apply(before.value(), call.patched(id, before));
              return update.update(of(call), after, call.version());
            });
  }

  /** Moved by an action such as {@code start}. */
  <R> void act(String verb, String meaning, Class<R> answer, BiFunction<S, I, R> act) {
    group
        .post(pathOfOne() + "/" + verb, verb + name, meaning)
        .calls(calls + "." + verb)
        .with(id)
        .answers(Reply.of(answer))
        .by(call -> act.apply(of(call), call.get(id)));
  }

  /** Moved by an action that may have a reason. */
  <R> void actFor(String verb, String meaning, Class<R> answer, Reasoned<S, I, R> act) {
    group
        .post(pathOfOne() + "/" + verb, verb + name, meaning)
        .calls(calls + "." + verb)
        .with(id)
        .takes(Reason.class)
        .answers(Reply.of(answer))
        .by(call -> act.act(of(call), call.get(id), call.body().reason()));
  }

  /** Put away, so that lists leave it out. */
  void archive(BiConsumer<S, I> archive) {
    group
        .post(pathOfOne() + "/archive", "archive" + name, "Puts " + one() + " away that is over")
        .calls(calls + ".archive")
        .with(id)
        .answers(Reply.done())
        .by(call -> Done.after(() -> archive.accept(of(call), call.get(id))));
  }

  /** Removed for good. */
  void purge(BiConsumer<S, I> purge) {
    group
        .delete(pathOfOne(), "purge" + name, "Removes " + one() + " for good")
        .calls(calls + ".purge")
        .with(id)
        .answers(Reply.done())
        .by(call -> Done.after(() -> purge.accept(of(call), call.get(id))));
  }

  /** Looked back at. */
  void history(Following<S, I> watch) {
    String operationId = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    group
        .get(pathOfOne() + "/history", operationId + "History", "What happened to the " + name)
        .calls(calls + ".watch")
        .with(id)
        .with(History.PARAMS)
        .refuses(410, 422, 503)
        .answers(History.REPLY)
        .by(
            call ->
                History.of(call, null, watch.watch(of(call), call.get(id), History.after(call))));
  }

  /** The service of a caller. */
  S of(Call<?> call) {
    return service.apply(call.mplp());
  }

  /** The template of the path of one. */
  String pathOfOne() {
    return path + "/{" + id.name() + "}";
  }

  /** The path of this one. */
  String pathOf(T object) {
    return path + "/" + object.id();
  }

  private String one() {
    return ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  private String capitalOne() {
    return "A" + one().substring(1);
  }
}
