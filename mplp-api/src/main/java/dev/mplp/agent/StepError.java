package dev.mplp.agent;

import static java.util.Objects.requireNonNull;

/**
 * Why an attempt at a step failed.
 *
 * @param code for programs, upper case with underscores, such as {@code HANDLER_FAILED}
 * @param message for people; cut at 4,000 characters
 * @param retryable whether another attempt may help
 */
public record StepError(String code, String message, boolean retryable) {

  /** The handler threw an exception. */
  public static final String HANDLER_FAILED = "HANDLER_FAILED";

  /** The attempt took longer than its time. */
  public static final String TIMEOUT = "TIMEOUT";

  /** The worker died or lost its lease while it ran the step, too often. */
  public static final String WORKER_LOST = "WORKER_LOST";

  /** The approval that the step needs was refused. */
  public static final String APPROVAL_REJECTED = "APPROVAL_REJECTED";

  /** The execution took longer than its deadline. */
  public static final String DEADLINE = "DEADLINE";

  /** The execution used more than its budget allows. */
  public static final String BUDGET_EXCEEDED = "BUDGET_EXCEEDED";

  /** The step with its inputs is larger than what is sent to agents in other processes. */
  public static final String REQUEST_TOO_LARGE = "REQUEST_TOO_LARGE";

  private static final int LONGEST = 4000;

  /** Refuses nulls and cuts the message. */
  public StepError {
    requireNonNull(code, "code");
    message = cut(requireNonNull(message, "message"));
  }

  /** A failure after which another attempt may help. */
  public static StepError transientError(String code, String message) {
    return new StepError(code, message, true);
  }

  /** A failure that every other attempt would meet again. */
  public static StepError permanent(String code, String message) {
    return new StepError(code, message, false);
  }

  private static String cut(String message) {
    if (message.length() <= LONGEST) {
      return message;
    }
    int end = Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return message.substring(0, end);
  }
}
