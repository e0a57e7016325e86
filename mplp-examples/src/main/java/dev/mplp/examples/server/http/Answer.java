package dev.mplp.examples.server.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the caller.
 *
 * @param status as HTTP has it
 * @param headers each once; those of the body itself come from it
 * @param body what is sent
 */
public record Answer(int status, Map<String, String> headers, AnswerBody body) {

  /** Copies the headers. */
  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** An answer without a body. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), AnswerBody.NONE);
  }

  /** An answer in JSON. */
  public static Answer json(int status, byte[] json) {
    return new Answer(status, Map.of(), new AnswerBody.Bytes("application/json", json));
  }

  /** The same with another header; one of this name is replaced. */
  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  /** A header, null when there is none. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
