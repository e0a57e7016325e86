package dev.mplp.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.Presence;
import dev.mplp.spi.SharedMemoryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Of each group a sorted set with the time, by the server's clock, until which each member is
 * there, and a hash with what there is to know of it. Both are gone when the last member is.
 */
final class RedisPresence implements Presence {

  /** Tidies first, so that a group costs no more than its members. */
  private static final String TIDY =
      """
      local clock = redis.call('TIME')
      local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
      local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 2000)
      for _, id in ipairs(gone) do
        redis.call('ZREM', KEYS[1], id)
        redis.call('HDEL', KEYS[2], id)
      end
      """;

  private static final Script ANNOUNCE =
      new Script(
          TIDY
              + """
              local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
              if not known and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then
                return {0}
              end
              redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[3]), ARGV[1])
              redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
              local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
              redis.call('PEXPIREAT', KEYS[1], last[2])
              redis.call('PEXPIREAT', KEYS[2], last[2])
              return {1}
              """);

  private static final Script WITHDRAW =
      new Script(
          """
          redis.call('ZREM', KEYS[1], ARGV[1])
          redis.call('HDEL', KEYS[2], ARGV[1])
          return {}
          """);

  private static final Script LIST = new Script(TIDY + "return redis.call('HVALS', KEYS[2])");

  private final Calls calls;
  private final String prefix;

  RedisPresence(Link link) {
    this.calls = link.calls();
    this.prefix = link.prefix() + "presence:";
  }

  @Override
  public void announce(String group, Member member, Duration ttl) {
    Presence.check(group, ttl);
    List<Object> answer =
        calls.await(
            ANNOUNCE.send(
                calls,
                keys(group),
                member.id().getBytes(UTF_8),
                written(member),
                Long.toString(ttl.toMillis()).getBytes(UTF_8),
                Integer.toString(MAX_MEMBERS).getBytes(UTF_8)));
    if ((Long) answer.get(0) == 0) {
      throw new SharedMemoryException(
          "group " + group + " has as many members as there may be", null);
    }
  }

  @Override
  public void withdraw(String group, String id) {
    WITHDRAW.call(calls, keys(group), id);
  }

  @Override
  public List<Member> list(String group) {
    List<Member> members = new ArrayList<>();
    for (Object found : LIST.call(calls, keys(group))) {
      members.add(read((byte[]) found));
    }
    members.sort(Comparator.comparing(Member::id));
    return members;
  }

  /** Both with one hash tag, so that a Cluster has them on one node. */
  private String[] keys(String group) {
    String tag = prefix + '{' + group.replace('}', ')') + '}';
    return new String[] {tag + group + ":until", tag + group + ":members"};
  }

  private static byte[] written(Member member) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(member.id());
      out.writeLong(member.since().toEpochMilli());
      out.writeInt(member.attributes().size());
      for (Map.Entry<String, String> attribute : member.attributes().entrySet()) {
        out.writeUTF(attribute.getKey());
        out.writeUTF(attribute.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Member read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String id = in.readUTF();
      Instant since = Instant.ofEpochMilli(in.readLong());
      Map<String, String> attributes = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        attributes.put(in.readUTF(), in.readUTF());
      }
      return new Member(id, since, attributes);
    } catch (IOException | IllegalArgumentException e) {
      throw new SharedMemoryException("a member cannot be read that somebody else announced", e);
    }
  }
}
