package dev.mplp.runtime.remote;

import dev.mplp.model.ExecutionId;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.observe.RuntimeHealth.Status;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.spi.BrokerHealth;
import dev.mplp.spi.StepTransport;
import dev.mplp.spi.Storage;
import dev.mplp.spi.Timers.Timer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a runtime has for steps that agents do: requests out, replies in, and its transport. */
public final class RemoteWork implements AutoCloseable {

  private final StepTransport transport;
  private final boolean ownsTransport;
  private final SendRequests sender;
  private final ResendRequests resender;
  private final TakeReplies replies;
  private final CountParked parked;

  /**
   * Not started yet.
   *
   * @param storage whose documents can be read, decrypted where they are encrypted
   * @param transport whose messages can be read, too
   * @param ownsTransport whether it is closed with this
   * @param notices calls the host's listener, off the commit path
   */
  public RemoteWork(
      Storage storage,
      StepTransport transport,
      boolean ownsTransport,
      Consumer<Consumer<RuntimeListener>> notices) {
    this.transport = transport;
    this.ownsTransport = ownsTransport;
    this.sender = new SendRequests(transport, storage, notices);
    this.parked = new CountParked(storage, notices);
    this.resender = new ResendRequests(transport, storage, sender, parked::look);
    this.replies = new TakeReplies(transport, storage, sender, notices);
  }

  /** Begins. */
  public void start() {
    sender.start();
    resender.start();
    replies.start();
  }

  /**
   * Refuses a role whose requests the transport could not carry.
   *
   * @throws IllegalArgumentException saying why
   */
  public void checkRole(String role) {
    transport.checkRole(role);
  }

  /** Sends the request of a step that was parked. */
  public void send(ParkedStep step, byte[] request) {
    parked.saw(step.request().tenant());
    sender.send(step, request, 0, false);
  }

  /** Tells agents that an attempt is over. */
  public void cancel(ParkedStep step, String reason) {
    sender.cancel(step.request(), reason);
  }

  /** Tells agents that an execution was stopped. */
  public void cancel(ExecutionId executionId, String reason) {
    sender.cancel(executionId, reason);
  }

  /** The time of a request without a sign of life is over. */
  public void onTimer(Timer timer) {
    parked.saw(timer.tenant());
    resender.onTimer(timer);
  }

  /** How the transport is. */
  public Part health() {
    BrokerHealth health = transport.health();
    boolean works = replies.isReady() && sender.isAlive() && resender.isAlive();
    @Nullable String trouble = replies.trouble();
    StringBuilder detail = new StringBuilder(health.detail());
    if (health.available() && !works) {
      detail.append(replies.isReady() ? "; no requests are sent" : "; no replies are taken");
    }
    if (trouble != null) {
      detail.append("; replies were put back: ").append(trouble);
    }
    String unsent = sender.trouble();
    if (unsent != null) {
      detail.append("; ").append(unsent);
    }
    boolean good = health.available() && works && trouble == null && unsent == null;
    detail.append("; ").append(parked.parked()).append(" steps wait for agents");
    return new Part("agents", good ? Status.UP : Status.DEGRADED, detail.toString());
  }

  /** Steps that are parked go on elsewhere. */
  @Override
  public void close() {
    resender.close();
    replies.close();
    sender.close();
    if (ownsTransport) {
      transport.close();
    }
  }
}
