package dev.mplp.spi;

/**
 * Makes unreadable what leaves the process: bodies on their way to a storage, a broker or a cache.
 * Safe for use by many threads.
 *
 * <p>Each body is bound to where it belongs (tenant, kind, key, version): one that was moved,
 * exchanged for an older one or changed does not decrypt.
 */
public interface PayloadCipher {

  /**
   * Encrypts a body; twice the same body gives different bytes.
   *
   * @param binding where it belongs; not part of the result
   */
  byte[] encrypt(byte[] plain, byte[] binding);

  /**
   * Decrypts what {@link #encrypt} gave, with the same binding.
   *
   * @throws UnknownKeyException when the key is not known here
   * @throws StorageException not retryable, when the binding is another one, or the bytes were
   *     changed
   */
  byte[] decrypt(byte[] encrypted, byte[] binding);
}
