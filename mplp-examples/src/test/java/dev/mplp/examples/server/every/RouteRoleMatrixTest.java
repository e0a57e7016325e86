package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mplp.Mplp;
import dev.mplp.examples.server.TestServer;
import dev.mplp.model.Principal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may call what, of each route that there is: the calls of {@link Examples}, each by somebody
 * with a token and a role that allows what the description says of its operation and nothing else.
 * Before that the very same request is made without a token, by a caller without a role, by one who
 * may do everything else, and by one of another tenant who may do everything there.
 */
class RouteRoleMatrixTest {

  /**
   * What names something that another tenant has, and is no error: histories, graphs and proposals,
   * which outlast their objects and are empty there, and taking a policy away that is not there.
   */
  private static final Pattern NO_ERROR =
      Pattern.compile(
          "[a-z]+History|eventsOfRun|contextGraph|listRevisions|detachPolicyFrom[A-Za-z]+");

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static Guard guard;
  private static Description description;

  @BeforeAll
  static void start() {
    guard = Guard.start();
    description = new Description(TestServer.json(guard.server().get("/openapi.json")).asObject());
  }

  @AfterAll
  static void stop() {
    guard.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRoute_isForWhoeverMayCallItAndNobodyElse() {
    GuardedDoor door = new GuardedDoor();
    Caller caller = new Caller(description, door);
    Stream<DynamicTest> examples =
        Examples.all().entrySet().stream()
            .map(module -> dynamicTest(module.getKey(), () -> module.getValue().run(caller)));
    return Stream.concat(
        examples, Stream.of(dynamicTest("all routes", () -> assertComplete(door.tried))));
  }

  private static void assertComplete(Set<String> tried) {
    Set<String> missing = new TreeSet<>();
    description.operations().stream()
        .filter(operation -> !operation.isOpen())
        .forEach(operation -> missing.add(operation.id()));
    missing.removeAll(tried);
    assertThat(missing).as("routes without an example").isEmpty();
  }

  /** Lets a caller in as somebody who may do just that, after everybody else was turned away. */
  private static final class GuardedDoor implements Door {

    private final Set<String> tried = new HashSet<>();
    private final Set<String> idsHere = new HashSet<>();

    @Override
    public Mplp mplp() {
      return guard.mplp();
    }

    @Override
    public HttpResponse<String> send(Request request) {
      Operation operation = request.operation();
      if (operation.isOpen()) {
        return send(request, null);
      }
      if (tried.add(operation.id())) {
        refuse(request);
      }
      HttpResponse<String> answer = send(request, guard.exactly(request));
      idsHere.addAll(ids(answer.body()));
      return answer;
    }

    private void refuse(Request request) {
      Operation operation = request.operation();
      expect(request, null, 401, "UNAUTHENTICATED");
      if (!operation.capabilities().isEmpty()) {
        expect(request, Principal.of(Guard.HERE, "alice"), 403, "PERMISSION_DENIED");
        expect(request, guard.allBut(operation), 403, "PERMISSION_DENIED");
      }
      HttpResponse<String> elsewhere = send(request, guard.everything(Guard.THERE, "bob"));
      description.check(operation, elsewhere);
      Set<String> named = ids(request.path().replaceFirst("\\?.*", "") + request.body());
      boolean namesOurs = named.stream().anyMatch(idsHere::contains);
      if (namesOurs && !NO_ERROR.matcher(operation.id()).matches()) {
        assertThat(elsewhere.statusCode()).as("%s: %s", operation, elsewhere.body()).isEqualTo(404);
      }
      Set<String> seen = ids(elsewhere.body());
      seen.removeAll(named);
      assertThat(seen).as(operation.id()).filteredOn(idsHere::contains).isEmpty();
    }

    private static void expect(
        Request request, @Nullable Principal principal, int status, String code) {
      HttpResponse<String> answer = send(request, principal);
      assertThat(answer.statusCode())
          .as("%s by %s: %s", request.operation(), principal, answer.body())
          .isEqualTo(status);
      assertThat(TestServer.json(answer).asObject().string("code")).hasValue(code);
      description.check(request.operation(), answer);
    }

    private static HttpResponse<String> send(Request request, @Nullable Principal principal) {
      HttpRequest.Builder http =
          HttpRequest.newBuilder(guard.server().request(request.path()).build().uri());
      if (principal != null) {
        http.setHeader("Authorization", "Bearer " + Guard.token(principal));
      }
      return guard.server().send(request.on(http));
    }

    private static Set<String> ids(String text) {
      Set<String> ids = new HashSet<>();
      Matcher id = ID.matcher(text.toLowerCase(Locale.ROOT));
      while (id.find()) {
        ids.add(id.group());
      }
      return ids;
    }
  }
}
