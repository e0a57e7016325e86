package dev.mplp.examples.cli;

/** The command line. */
public final class Main {
  private Main() {}

  /**
   * Does what the arguments say and ends the process with the exit code of {@link ExitCode}.
   *
   * @param arguments a command and its options; {@code --help} tells
   */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    int code = MplpCommand.execute(console, arguments);
    console.out().flush();
    console.err().flush();
    System.exit(code);
  }
}
