package dev.mplp.runtime.agent;

import dev.mplp.MplpException;
import dev.mplp.ValidationException;
import dev.mplp.agent.StepError;
import dev.mplp.agent.StepResult;
import dev.mplp.runtime.event.Bodies;
import dev.mplp.runtime.remote.StepReply;
import dev.mplp.runtime.remote.StepRequest;
import dev.mplp.runtime.store.Pause;
import dev.mplp.spi.EventMessage;
import dev.mplp.spi.StepDelivery;
import dev.mplp.spi.StepMessage;
import dev.mplp.spi.StepTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that an agent works on, with its copies, from the call of the handler to its reply. */
final class LiveRequest extends GivenRequest {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRequest.class);

  private final StepTransport transport;
  private final ScheduledExecutorService clock;
  private final RemoteHandler handler;
  private final SignsOfLife signs;
  private final List<StepDelivery> deliveries = new ArrayList<>();
  private @Nullable Consumer<StepDelivery> settled;
  private @Nullable Thread thread;
  private volatile boolean cancelled;
  private volatile boolean closing;

  LiveRequest(
      StepTransport transport,
      ScheduledExecutorService clock,
      StepRequest request,
      RemoteHandler handler) {
    super(request);
    this.transport = transport;
    this.clock = clock;
    this.handler = handler;
    this.signs = new SignsOfLife(this::send, request);
  }

  /** Another copy of it came; it meets the same fate. */
  synchronized void join(StepDelivery delivery) {
    if (settled == null) {
      deliveries.add(delivery);
    } else {
      settled.accept(delivery);
    }
  }

  private synchronized void settle(Consumer<StepDelivery> how) {
    settled = how;
    deliveries.forEach(how);
    deliveries.clear();
  }

  /** Does it, and replies; what was cancelled before is not begun. */
  void run() {
    if (isCancelled()) {
      giveUp();
      return;
    }
    long beat = request.heartbeat().toMillis();
    Future<?> beating =
        clock.scheduleWithFixedDelay(signs::beat, beat, beat, TimeUnit.MILLISECONDS);
    Future<?> telling =
        clock.scheduleWithFixedDelay(signs::tell, 1_000, 1_000, TimeUnit.MILLISECONDS);
    boolean answered = false;
    try {
      StepReply reply = call();
      answered = cancelled || (!closing && reply(reply));
    } finally {
      beating.cancel(false);
      telling.cancel(false);
      settle(answered ? StepDelivery::done : StepDelivery::again);
    }
  }

  /** It is not begun: nobody wants it, or others do it. */
  void giveUp() {
    settle(cancelled ? StepDelivery::done : StepDelivery::again);
  }

  private StepReply call() {
    enter();
    try {
      return of(handler.handle(this));
    } catch (Throwable e) { // whatever it is: somebody waits for an answer
      LOG.debug("the handler of {} threw", request.requestId(), e);
      String message =
          e.getMessage() == null
              ? e.getClass().getName()
              : e.getClass().getSimpleName() + ": " + e.getMessage();
      return failed(StepError.transientError(StepError.HANDLER_FAILED, message));
    } finally {
      leave();
    }
  }

  private StepReply of(@Nullable StepResult result) {
    if (result instanceof StepResult.Completed done) {
      return new StepReply.Completed(request.requestId(), request.attempt(), done.output());
    } else if (result instanceof StepResult.Failed failed) {
      return failed(failed.error());
    }
    String what = result == null ? "null" : result.getClass().getSimpleName();
    return failed(
        StepError.permanent(
            StepError.HANDLER_FAILED,
            "an agent's step is completed or failed, but its handler answered " + what));
  }

  private StepReply failed(StepError error) {
    return new StepReply.Failed(
        request.requestId(),
        request.attempt(),
        new StepError(
            cut(error.code(), StepReply.LONGEST_CODE),
            cut(error.message(), StepReply.LONGEST_ERROR),
            error.retryable()));
  }

  private static String cut(String text, int longest) {
    return Bodies.clean(text.substring(0, Math.min(text.length(), longest)));
  }

  private synchronized void enter() {
    thread = Thread.currentThread();
    if (cancelled || closing) {
      thread.interrupt();
    }
  }

  private synchronized void leave() {
    thread = null;
    Thread.interrupted(); // it was meant for the handler
  }

  private synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Nobody wants the result any more. */
  void cancel() {
    cancelled = true;
    interrupt();
  }

  /** The agent closes: its requests are left to others. */
  void close() {
    closing = true;
    interrupt();
  }

  /** True once the transport has it for good; false when the agent closes before. */
  private boolean reply(StepReply reply) {
    StepMessage next = writable(reply);
    while (!closing && !cancelled) {
      Throwable error = failureOf(next);
      if (error == null) {
        return true;
      }
      if (!(error instanceof MplpException mplp && mplp.retryable())) {
        LOG.warn("the reply to {} cannot be sent", request.requestId(), error);
        next = message(refused(error));
      }
      Pause.millis(200);
    }
    return cancelled;
  }

  /** Null once the transport has it for good. */
  private @Nullable Throwable failureOf(StepMessage message) {
    try {
      transport.reply(message).join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (RuntimeException e) {
      return e;
    }
  }

  /** What cannot be written fails for good: the handler would answer the same again. */
  private StepMessage writable(StepReply reply) {
    try {
      return message(reply);
    } catch (ValidationException e) {
      LOG.warn("the reply to {} cannot be written: {}", request.requestId(), e.getMessage());
      return message(
          failed(
              StepError.permanent(
                  ValidationException.CODE, "the output cannot be sent: " + e.getMessage())));
    }
  }

  private StepReply refused(Throwable cause) {
    return failed(
        StepError.permanent("REPLY_REFUSED", "the reply cannot be sent: " + cause.getMessage()));
  }

  private StepMessage message(StepReply reply) {
    return new StepMessage(request.requestId(), request.role(), EventMessage.JSON, reply.bytes());
  }

  /** A sign of life: whether it arrives does not matter. */
  private void send(StepReply sign) {
    if (cancelled || closing) {
      return;
    }
    try {
      var unused = transport.reply(message(sign));
    } catch (RuntimeException e) { // it would end the handler, or all signs that follow
      LOG.debug("a sign of life of {} is not sent", request.requestId(), e);
    }
  }

  @Override
  public void progress(double fraction, @Nullable String message) {
    signs.progress(fraction, message);
  }

  @Override
  public boolean isCancelled() {
    return cancelled || closing;
  }
}
