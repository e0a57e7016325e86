package dev.mplp.examples.server.http;

import dev.mplp.examples.server.json.Form;
import java.util.List;

/**
 * A body that a route takes.
 *
 * @param <B> what its handler gets
 */
public sealed interface BodyType<B> {

  /** Of the body, or of each of its lines. */
  Form<?> form();

  /** Which media types it may have; the first is the one to use. */
  List<String> mediaTypes();

  /** Whether it must be there. */
  boolean isRequired();

  /** Read as a whole. */
  record Whole<B>(Form<B> form, List<String> mediaTypes, boolean isRequired)
      implements BodyType<B> {
    /** Copies the list. */
    public Whole {
      mediaTypes = List.copyOf(mediaTypes);
    }
  }

  /** Read line by line, as it comes. */
  record ByLine<N>(Form<N> form) implements BodyType<Lines<N>> {
    @Override
    public List<String> mediaTypes() {
      return List.of(Lines.MEDIA_TYPE);
    }

    @Override
    public boolean isRequired() {
      return true;
    }
  }
}
