package dev.mplp.examples.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command reads and writes: UTF-8 whatever the locale says. Results go to {@code out},
 * everything else to {@code err}.
 *
 * @param in the standard input
 * @param out for results
 * @param err for errors and progress
 * @param terminal the person before it, if there is one
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {

  private static final int BUFFER = 1 << 16;

  /** The streams of this process. */
  static Console ofProcess() {
    InputStream in = new FileInputStream(FileDescriptor.in);
    return new Console(
        in,
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            false,
            StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        new ProcessTerminal(in));
  }

  /** Says something that is no result; it may have several lines. */
  public void say(String text) {
    err.print(Visible.lines(text) + '\n');
    err.flush();
  }

  /** Prints a line of the result for people. */
  public void print(String line) {
    out.print(Visible.line(line) + '\n');
  }

  /** Prints a line of the result for programs, as it is. */
  public void printExactly(String line) {
    out.print(line + '\n');
  }
}
