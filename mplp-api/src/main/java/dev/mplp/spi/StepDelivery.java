package dev.mplp.spi;

/**
 * A request or a reply in the hands of whoever takes such. It stays theirs until one of the methods
 * below is called, of which the first one counts; when they are gone before, or their connection
 * is, it comes to somebody else, or to them again. None of the methods blocks, and none throws when
 * the connection is gone.
 */
public interface StepDelivery {

  /**
   * What came. Also what is no proper message comes: of what it lacks the id is {@code "?"} and the
   * role empty.
   */
  StepMessage message();

  /** Whether it may have been in somebody's hands before. */
  boolean redelivered();

  /** It is done and does not come again. */
  void done();

  /** It comes again at once, to whoever is there. */
  void again();

  /**
   * It can never be handled, and is kept aside for people, as a dead letter.
   *
   * @param reason why, for people; cut after 1,000 characters
   */
  void refuse(String reason);
}
