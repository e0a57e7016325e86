/** A host in the module system, with the tests of its handlers. */
module example.consumer {
  requires dev.mplp.core;
  requires dev.mplp.metrics;
  requires dev.mplp.postgres;
  requires dev.mplp.tck;
  requires dev.mplp.testkit;
  requires org.assertj.core;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.engine;
  requires org.junit.platform.launcher;

  uses dev.mplp.spi.StorageProvider;

  opens example.consumer to
      org.junit.platform.commons;
}
