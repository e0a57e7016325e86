package dev.mplp.examples.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.examples.server.http.Exchange;
import dev.mplp.model.Principal;
import dev.mplp.runtime.store.Sha256;
import dev.mplp.spi.DocumentKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request with a key is told by.
 *
 * @param document where its outcome is kept: nobody else's key leads there
 * @param fingerprint the same for the same request alone
 */
record RequestKey(DocumentKey document, String fingerprint) {

  /** The kind of the documents that outcomes are kept in; the id is a digest. */
  static final String KIND = "request-outcome";

  /** The request of a caller, as it came. */
  static RequestKey of(Principal caller, String key, Exchange exchange) {
    return of(caller, key, parts(exchange));
  }

  /**
   * The request of a caller.
   *
   * @param key what the caller calls it
   * @param parts all that the request says, in order
   */
  static RequestKey of(Principal caller, String key, List<byte[]> parts) {
    String id = digest(List.of(caller.subject().getBytes(UTF_8), key.getBytes(UTF_8)));
    return new RequestKey(new DocumentKey(caller.tenant().name(), KIND, id), digest(parts));
  }

  /** All that what is done depends on. */
  private static List<byte[]> parts(Exchange exchange) {
    List<byte[]> parts = new ArrayList<>();
    for (String text :
        new @Nullable String[] {
          exchange.method(),
          exchange.path(),
          exchange.query(),
          exchange.header("If-Match"),
          exchange.header("If-None-Match"),
          exchange.header("Override-Lock")
        }) {
      parts.add((text == null ? "" : text).getBytes(UTF_8));
    }
    parts.add(exchange.body());
    return parts;
  }

  /** Each part with its length, so that none flows into the next. */
  private static String digest(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(all)) {
      for (byte[] part : parts) {
        out.writeInt(part.length);
        out.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return HexFormat.of().formatHex(Sha256.of(all.toByteArray()));
  }
}
