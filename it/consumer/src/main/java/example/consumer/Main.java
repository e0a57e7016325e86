package example.consumer;

import dev.mplp.model.JsonObject;

/** Uses MPLP as a host would, and fails loudly where it does not behave. */
public final class Main {
  private Main() {}

  /**
   * Runs the check.
   *
   * @param args none
   */
  public static void main(String[] args) {
    JsonObject object = JsonObject.of("score", 712);
    if (!object.toString().equals("{\"score\":712}")) {
      throw new IllegalStateException("unexpected JSON: " + object);
    }
    System.out.println("ok, " + object.getClass().getModule());
  }
}
