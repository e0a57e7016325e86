package dev.mplp.examples.cli;

/** The command line. */
public final class Main {
  private Main() {}

  /**
   * Prints how to use the command line.
   *
   * @param args none yet
   */
  public static void main(String[] args) {
    System.out.println("usage: mplp COMMAND");
  }
}
