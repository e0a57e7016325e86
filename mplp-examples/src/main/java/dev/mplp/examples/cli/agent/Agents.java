package dev.mplp.examples.cli.agent;

import java.util.List;
import java.util.function.Consumer;

/** The agents that the command line offers, by the text that names them. */
public final class Agents {

  private static final String EXEC = "exec:";

  private Agents() {}

  /**
   * The agent that {@code text} names: {@code echo} or {@code exec:CMD}.
   *
   * @param log takes the lines that a program writes to its error stream
   * @throws IllegalArgumentException if there is no such agent, or no such program
   */
  public static Agent of(String text, Consumer<String> log) {
    if (text.equals("echo")) {
      return new EchoAgent();
    }
    if (text.startsWith(EXEC)) {
      List<String> command = CommandWords.of(text.substring(EXEC.length()));
      if (command.isEmpty()) {
        throw new IllegalArgumentException("exec: needs a program, such as exec:./agent.sh");
      }
      return new ExecAgent(ProgramPath.resolve(command), log);
    }
    throw new IllegalArgumentException("there is no agent " + text + "; use echo or exec:CMD");
  }
}
