package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A Lua script, sent by its digest, and in full to a server that does not know it. All keys of a
 * call have the same hash tag, so that a Cluster has them on one node.
 */
final class Script {

  private final String text;
  private final String digest;

  Script(String text) {
    this.text = text;
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      this.digest = HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  /**
   * What the script returns, a list: numbers as {@code Long}, texts as {@code byte[]}.
   *
   * @throws dev.mplp.spi.SharedMemoryException when there is no answer
   */
  List<Object> call(Calls calls, String[] keys, String... arguments) {
    byte[][] values = new byte[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      values[i] = arguments[i].getBytes(UTF_8);
    }
    return calls.await(send(calls, keys, values));
  }

  /** As {@link #call}, later. */
  CompletableFuture<List<Object>> send(Calls calls, String[] keys, byte[]... values) {
    return calls
        .<List<Object>>send(
            keys[0], commands -> commands.evalsha(digest, ScriptOutputType.MULTI, keys, values))
        .exceptionallyCompose(
            error ->
                error.getCause() instanceof RedisNoScriptException
                    ? calls.send(
                        keys[0],
                        commands -> commands.eval(text, ScriptOutputType.MULTI, keys, values))
                    : CompletableFuture.failedFuture(error));
  }
}
