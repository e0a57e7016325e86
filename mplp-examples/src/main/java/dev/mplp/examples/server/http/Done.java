package dev.mplp.examples.server.http;

/** There is nothing more to say than that it was done. */
public enum Done {
  /** It was. */
  DONE;

  /** Does it. */
  public static Done after(Runnable act) {
    act.run();
    return DONE;
  }
}
