package dev.mplp.examples.cli.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a shell does, and does nothing else that a shell does: no
 * variables, patterns, pipes or redirections, so that nothing in a command is ever run by accident.
 *
 * <p>Words are separated by white space. Within single quotes every character stands for itself.
 * Within double quotes, and outside of quotes, a backslash takes the meaning from the character
 * after it; within double quotes only from {@code "} and {@code \}.
 */
final class CommandWords {

  private final String command;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private CommandWords(String command) {
    this.command = command;
  }

  /**
   * The words of a command.
   *
   * @throws IllegalArgumentException if a quote is not closed or the last character is a backslash
   */
  static List<String> of(String command) {
    return new CommandWords(command).split();
  }

  private List<String> split() {
    while (at < command.length()) {
      char c = command.charAt(at++);
      if (Character.isWhitespace(c)) {
        endWord();
      } else {
        inWord = true;
        switch (c) {
          case '\'' -> singleQuoted();
          case '"' -> doubleQuoted();
          case '\\' -> word.append(next("a backslash must be followed by a character"));
          default -> word.append(c);
        }
      }
    }
    endWord();
    return List.copyOf(words);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void singleQuoted() {
    for (char c = inQuotes(); c != '\''; c = inQuotes()) {
      word.append(c);
    }
  }

  private void doubleQuoted() {
    for (char c = inQuotes(); c != '"'; c = inQuotes()) {
      if (c == '\\' && at < command.length() && isEscapable(command.charAt(at))) {
        c = command.charAt(at++);
      }
      word.append(c);
    }
  }

  private static boolean isEscapable(char c) {
    return c == '"' || c == '\\';
  }

  private char inQuotes() {
    return next("a quote is not closed");
  }

  private char next(String otherwise) {
    if (at == command.length()) {
      throw new IllegalArgumentException(otherwise);
    }
    return command.charAt(at++);
  }
}
