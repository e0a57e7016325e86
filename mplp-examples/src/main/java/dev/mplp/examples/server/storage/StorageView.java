package dev.mplp.examples.server.storage;

import dev.mplp.spi.ForwardingStorage;
import dev.mplp.spi.Storage;

/**
 * A storage as somebody sees it: everything goes to the storage that {@link #storage} gives.
 * Closing it leaves that open. One set alone is committed like a list of one.
 */
public abstract class StorageView extends ForwardingStorage {

  /** Over a storage. */
  protected StorageView(Storage storage) {
    super(storage);
  }

  @Override
  public void close() {}
}
