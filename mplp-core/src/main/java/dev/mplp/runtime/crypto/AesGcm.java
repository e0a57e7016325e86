package dev.mplp.runtime.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.StorageException;
import dev.mplp.spi.UnknownKeyException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with named keys: the first one encrypts, all of them decrypt.
 *
 * <p>A key that is used with random nonces is used up after some billions of bodies, which a busy
 * process reaches in days. So the named keys encrypt nothing themselves: each process derives a key
 * of its own from the first one and a random salt (HMAC-SHA-256), and counts its nonces.
 *
 * <p>An encrypted body is: 1 (format), the length of the key's id, the id, 16 bytes of salt, 12 of
 * nonce, then what GCM gives.
 */
public final class AesGcm implements PayloadCipher {

  private static final byte FORMAT = 1;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int CACHED = 1024;

  private final Map<String, byte[]> keys;
  private final boolean plainIsAccepted;
  private final byte[] ownId;
  private final byte[] ownSalt = new byte[SALT_BYTES];
  private final SecretKey ownKey;
  private final AtomicLong nonce = new AtomicLong();

  /** Keys of other processes, the most recently used ones; guarded by itself. */
  private final Map<ByteBuffer, SecretKey> derived =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, SecretKey> eldest) {
          return size() > CACHED;
        }
      };

  private AesGcm(Map<String, byte[]> keys, boolean plainIsAccepted) {
    this.keys = keys;
    this.plainIsAccepted = plainIsAccepted;
    String id = keys.keySet().iterator().next();
    ownId = id.getBytes(US_ASCII);
    new SecureRandom().nextBytes(ownSalt);
    ownKey = derive(keys.values().iterator().next(), ownSalt);
  }

  /**
   * A cipher with these keys.
   *
   * @param keys {@code id:base64,id:base64}, 32 bytes each; the first one encrypts
   * @param plainIsAccepted whether bodies that are JSON are taken as they are: while a storage that
   *     was written without encryption is taken over
   * @throws IllegalArgumentException when they are none, saying what to write
   */
  public static AesGcm of(String keys, boolean plainIsAccepted) {
    return new AesGcm(Keys.parse(keys), plainIsAccepted);
  }

  private static SecretKey derive(byte[] key, byte[] salt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update("mplp payload".getBytes(US_ASCII));
      return new SecretKeySpec(mac.doFinal(salt), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] binding)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(binding);
    return cipher;
  }

  @Override
  public byte[] encrypt(byte[] plain, byte[] binding) {
    byte[] number = ByteBuffer.allocate(NONCE_BYTES).putLong(4, nonce.getAndIncrement()).array();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, ownKey, number, binding).doFinal(plain);
      return ByteBuffer.allocate(2 + ownId.length + SALT_BYTES + NONCE_BYTES + sealed.length)
          .put(FORMAT)
          .put((byte) ownId.length)
          .put(ownId)
          .put(ownSalt)
          .put(number)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM/NoPadding", e);
    }
  }

  @Override
  public byte[] decrypt(byte[] encrypted, byte[] binding) {
    if (plainIsAccepted && encrypted.length > 0 && encrypted[0] != FORMAT) {
      return encrypted;
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(encrypted);
      if (rest.get() != FORMAT) {
        throw unreadable(binding, "is not encrypted, or in a later format", null);
      }
      byte[] id = take(rest, rest.get() & 0xff);
      byte[] salt = take(rest, SALT_BYTES);
      byte[] number = take(rest, NONCE_BYTES);
      byte[] sealed = take(rest, Math.max(rest.remaining(), TAG_BITS / 8));
      return cipher(Cipher.DECRYPT_MODE, key(id, salt, binding), number, binding).doFinal(sealed);
    } catch (AEADBadTagException e) {
      throw unreadable(binding, "was changed, or belongs elsewhere", e);
    } catch (GeneralSecurityException | BufferUnderflowException e) {
      throw unreadable(binding, "is cut off or no encrypted body", e);
    }
  }

  private static byte[] take(ByteBuffer from, int length) {
    if (length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[length];
    from.get(taken);
    return taken;
  }

  private SecretKey key(byte[] id, byte[] salt, byte[] binding) {
    ByteBuffer name =
        ByteBuffer.allocate(id.length + salt.length).put(id).put(salt).flip().asReadOnlyBuffer();
    synchronized (derived) {
      SecretKey known = derived.get(name);
      if (known == null) {
        byte[] key = keys.get(new String(id, US_ASCII));
        if (key == null) {
          throw new UnknownKeyException(
              "the body of "
                  + where(binding)
                  + " needs the encryption key "
                  + new String(id, US_ASCII)
                  + ", which is not given");
        }
        known = derive(key, salt);
        derived.put(name, known);
      }
      return known;
    }
  }

  private static StorageException unreadable(
      byte[] binding, String why, @Nullable Throwable cause) {
    return new StorageException(false, "the body of " + where(binding) + ' ' + why, cause);
  }

  private static String where(byte[] binding) {
    return new String(binding, UTF_8).replace('\0', ' ');
  }
}
