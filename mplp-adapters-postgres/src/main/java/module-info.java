/** Durable storage on PostgreSQL. */
module dev.mplp.postgres {
  requires transitive dev.mplp.api;
  requires transitive java.sql;
  requires com.zaxxer.hikari;
  requires org.postgresql.jdbc;
  requires org.slf4j;
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;

  exports dev.mplp.postgres;

  provides dev.mplp.spi.StorageProvider with
      dev.mplp.postgres.PostgresStorageProvider;
}
