/** A host in the module system. */
module example.consumer {
  requires dev.mplp.core;
  requires dev.mplp.postgres;

  uses dev.mplp.spi.StorageProvider;
}
