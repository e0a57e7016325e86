package dev.mplp.examples.server.every;

import dev.mplp.Mplp;
import dev.mplp.examples.server.TestServer;
import dev.mplp.examples.server.config.ServerConfig;
import dev.mplp.examples.server.security.Authenticators;
import dev.mplp.examples.server.security.Tokens;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.role.Operations;
import dev.mplp.role.Role;
import dev.mplp.runtime.MplpRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server that lets callers do what their roles allow, and tells them by their tokens. */
final class Guard implements AutoCloseable {

  /** Where examples are played. */
  static final Tenant HERE = Tenant.of("here");

  /** Where nothing of it may be seen. */
  static final Tenant THERE = Tenant.of("there");

  private static final String EVERYTHING = "everything";
  private static final ServerConfig CONFIG =
      ServerConfig.of(
          Map.of(
              "JWT_SECRET",
              "a secret that is long enough for a test",
              "MPLP_FAILED_LOGINS_PER_MINUTE",
              "0"));

  private final TestServer server;
  private final Set<String> roles = new HashSet<>();

  private Guard(TestServer server) {
    this.server = server;
  }

  static Guard start() {
    TestServer server =
        TestServer.start(
            MplpRuntime.builder()
                .authorizeByRoles()
                .alwaysFreshRoles()
                .administrators(root(HERE), root(THERE)),
            Authenticators.of(CONFIG));
    Guard guard = new Guard(server);
    for (Tenant tenant : List.of(HERE, THERE)) {
      guard.make(tenant, EVERYTHING, List.of("*"));
    }
    return guard;
  }

  private static Principal root(Tenant tenant) {
    return Principal.of(tenant, "root");
  }

  private void make(Tenant tenant, String name, List<String> capabilities) {
    if (roles.add(tenant + "/" + name)) {
      Role role = Role.builder(name).capabilities(capabilities).build();
      server.mplp().as(root(tenant)).roles().create(role);
    }
  }

  TestServer server() {
    return server;
  }

  /** The runtime, by somebody who may do everything here. */
  Mplp mplp() {
    return server.mplp().as(everything(HERE, "keeper"));
  }

  /** Somebody who may do everything. */
  Principal everything(Tenant tenant, String subject) {
    return Principal.of(tenant, subject, EVERYTHING);
  }

  /** Somebody who may call one operation and nothing else. */
  Principal exactly(Request request) {
    List<String> capabilities = new ArrayList<>(request.operation().capabilities());
    capabilities.addAll(request.besides());
    String name = "only-" + request.operation() + String.join("-", request.besides());
    make(HERE, name, capabilities);
    return Principal.of(HERE, request.subject(), name);
  }

  /** Somebody who may do everything else. */
  Principal allBut(Operation operation) {
    String name = "all-but-" + operation;
    List<String> capabilities =
        new ArrayList<>(Operations.all().stream().map(Operations.Operation::capability).toList());
    capabilities.removeAll(operation.capabilities());
    make(HERE, name, capabilities);
    return Principal.of(HERE, "alice", name);
  }

  /** A token of somebody. */
  static String token(Principal principal) {
    return Tokens.sign(CONFIG.jwt(), principal, Instant.now(), Duration.ofMinutes(10));
  }

  @Override
  public void close() {
    server.close();
  }
}
