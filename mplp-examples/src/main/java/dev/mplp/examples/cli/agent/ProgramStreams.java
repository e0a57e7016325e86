package dev.mplp.examples.cli.agent;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The three streams of a program, each served by a thread of its own, so that neither side waits
 * for the other and the thread that waits for the program can be interrupted.
 */
final class ProgramStreams implements AutoCloseable {

  /** Longer answers are refused. */
  static final int LONGEST_ANSWER = 8 << 20;

  private static final int LONGEST_LINE = 4000;

  /**
   * How long after the program's end its output is waited for: it may have left behind a process
   * that keeps the stream open.
   */
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private final Process process;
  private final String name;
  private final Thread outputPump;
  private final Thread errorPump;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private volatile boolean tooLong;
  private volatile String lastErrorLine = "";

  ProgramStreams(Process process, String name, Consumer<String> log) {
    this.process = process;
    this.name = name;
    outputPump = start("out", () -> pumpOutput(process.getInputStream()));
    errorPump = start("err", () -> pumpErrors(process.getErrorStream(), log));
  }

  /** Sends {@code text}, and ends the program's input. A program need not read it. */
  void write(String text) {
    Thread unused =
        start(
            "in",
            () -> {
              try (OutputStream in = process.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
              }
            });
  }

  /** What the program wrote, up to the longest answer. */
  byte[] output() throws InterruptedException {
    outputPump.join(PATIENCE_MILLIS);
    errorPump.join(PATIENCE_MILLIS);
    synchronized (output) {
      return output.toByteArray();
    }
  }

  boolean isTooLong() {
    return tooLong;
  }

  /** The last line that the program wrote to its error stream; empty when there is none. */
  String lastErrorLine() {
    return lastErrorLine;
  }

  private void pumpOutput(InputStream from) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      synchronized (output) {
        if (output.size() + n > LONGEST_ANSWER) {
          tooLong = true;
          ProcessTree.kill(process);
          return;
        }
        output.write(buffer, 0, n);
      }
    }
  }

  /** Passes lines on; one that is longer than the longest goes in pieces. */
  private void pumpErrors(InputStream from, Consumer<String> log) throws IOException {
    Reader chars = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int c = chars.read(); c >= 0; c = chars.read()) {
      if (c != '\n' && c != '\r') {
        line.append((char) c);
      }
      if (c == '\n' || line.length() == LONGEST_LINE) {
        passOn(line, log);
      }
    }
    passOn(line, log);
  }

  private void passOn(StringBuilder line, Consumer<String> log) {
    String text = line.toString();
    line.setLength(0);
    if (!text.isBlank()) {
      lastErrorLine = text;
      log.accept(text);
    }
  }

  /** A stream that breaks has ended with its program: whoever waits for the program sees why. */
  private Thread start(String stream, Pump pump) {
    Thread thread =
        new Thread(
            () -> {
              try {
                pump.run();
              } catch (IOException e) {
                return;
              }
            },
            "mplp-agent-" + name + '-' + stream);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Kills the program and what it started, if they are still there. */
  @Override
  public void close() {
    ProcessTree.kill(process);
  }

  private interface Pump {
    void run() throws IOException;
  }
}
