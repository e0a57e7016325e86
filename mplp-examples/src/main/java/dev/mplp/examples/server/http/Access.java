package dev.mplp.examples.server.http;

import dev.mplp.role.Operations;
import dev.mplp.role.Operations.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may call a route.
 *
 * @param isOpen whether anybody may, without credentials
 * @param calls the calls of services that it stands for, as {@link Operations} names them
 * @param capabilities what a caller needs to be allowed, by those calls
 */
public record Access(boolean isOpen, List<String> calls, List<String> capabilities) {

  private static final Map<String, String> CAPABILITIES = capabilitiesByCall();

  /** Anybody may. */
  static final Access OPEN = new Access(true, List.of(), List.of());

  /** Any caller with credentials may, as no service is called that asks for more. */
  static final Access CALLER = new Access(false, List.of(), List.of());

  /** Copies the lists. */
  public Access {
    calls = List.copyOf(calls);
    capabilities = List.copyOf(capabilities);
  }

  /**
   * Whoever may make these calls.
   *
   * @throws IllegalArgumentException for a call that {@link Operations} does not have
   */
  static Access of(List<String> calls) {
    List<String> capabilities = calls.stream().map(Access::capability).distinct().toList();
    return new Access(false, calls, capabilities);
  }

  private static String capability(String call) {
    String capability = CAPABILITIES.get(call);
    if (capability == null) {
      throw new IllegalArgumentException("no operation has the call " + call);
    }
    return capability;
  }

  private static Map<String, String> capabilitiesByCall() {
    Map<String, String> byCall = new HashMap<>();
    for (Operation operation : Operations.all()) {
      operation.calls().forEach(call -> byCall.put(call, operation.capability()));
    }
    return Map.copyOf(byCall);
  }
}
