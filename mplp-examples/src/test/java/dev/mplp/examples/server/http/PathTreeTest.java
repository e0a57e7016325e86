package dev.mplp.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which route a path has. */
class PathTreeTest {

  private static final Param<String> NAME = Param.path("name", String.class, "which");

  private final Routes routes = new Routes();

  PathTreeTest() {
    Routes.Group group = routes.beside("things", "for the test");
    group.get("/things/new", "fixed", "").answers(Reply.done()).by(call -> Done.DONE);
    group.get("/things/{name}", "one", "").with(NAME).answers(Reply.done()).by(call -> Done.DONE);
    group
        .get("/things/{name}/parts", "parts", "")
        .with(NAME)
        .answers(Reply.done())
        .by(call -> Done.DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "/things/new, fixed, ''",
    "/things/old, one, old",
    "/things/a%2Fb, one, a/b",
    "/things/a+b, one, a+b",
    "/things/%C3%A4%20%25, one, ä %",
    "/things/new/parts, parts, new",
    "/things/%6eew, fixed, ''",
  })
  void path_hasItsRouteAndItsParts(String path, String operationId, String name) {
    PathTree.Place place = routes.find(path);
    assertThat(place).isNotNull();
    Route<?, ?> route = place.routes().get(Method.GET);
    assertThat(route.operationId()).isEqualTo(operationId);
    assertThat(place.named(route).getOrDefault("name", "")).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "things/new",
        "//things/new",
        "/things",
        "/things/",
        "/things/..",
        "/things/%2e%2e",
        "/things/a/b",
        "/things/%",
        "/things/%4",
        "/things/%zz",
        "/things/%-1",
        "/things/%ff",
        "/things/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t",
      })
  void otherPath_hasNone(String path) {
    assertThat(routes.find(path)).isNull();
  }

  @Test
  void twoRoutesOfOnePlaceOrName_areRefused() {
    Routes.Group group = routes.beside("more", "for the test");
    assertThatThrownBy(
            () -> group.get("/things/new", "again", "").answers(Reply.done()).by(call -> Done.DONE))
        .hasMessageContaining("two routes");
    assertThatThrownBy(
            () -> group.get("/other", "one", "").answers(Reply.done()).by(call -> Done.DONE))
        .hasMessageContaining("two routes");
    assertThatThrownBy(
            () -> group.get("/x/{name}", "x", "").answers(Reply.done()).by(call -> Done.DONE))
        .hasMessageContaining("declares []");
    assertThatThrownBy(() -> group.get("/y", "y", "").calls("plans.forget"))
        .hasMessageContaining("plans.forget");
  }
}
