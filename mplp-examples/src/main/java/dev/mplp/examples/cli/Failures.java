package dev.mplp.examples.cli;

import dev.mplp.MplpException;
import dev.mplp.spi.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in a line, on the error stream; a stack trace only if asked for. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Console console;
  private final BooleanSupplier debug;

  Failures(Console console, BooleanSupplier debug) {
    this.console = console;
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    console.say("mplp: " + describe(e, command));
    console.say("'" + command.getCommandSpec().qualifiedName() + " --help' tells how to use it.");
    trace(e);
    return ExitCode.UNUSABLE;
  }

  private static String describe(ParameterException e, CommandLine command) {
    if (e instanceof UnmatchedArgumentException unmatched && !command.getSubcommands().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      return "there is no " + (word.startsWith("-") ? "option " : "command ") + word;
    }
    return String.valueOf(e.getMessage());
  }

  @Override
  public int handleExecutionException(
      Exception e, CommandLine command, @Nullable ParseResult result) {
    console.say("mplp: " + describe(e));
    trace(e);
    boolean refused = e instanceof MplpException && !(e instanceof StorageException);
    return refused ? ExitCode.FAILED : ExitCode.UNUSABLE;
  }

  static String describe(Exception e) {
    if (e instanceof MplpException mplp) {
      return mplp.code() + ": " + mplp.getMessage();
    }
    if (e instanceof UsageException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return describe(unchecked.getCause());
    }
    if (e instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof IOException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof InterruptedException) {
      return "interrupted";
    }
    return "unexpected " + e + "; --debug shows where";
  }

  private void trace(Exception e) {
    if (debug.getAsBoolean()) {
      e.printStackTrace(console.err());
    }
  }
}
