package dev.mplp.postgres;

/** The same with row-level security: its policies cost no index. */
class GuardedPlansTest extends PlansTest {

  @Override
  PostgresStorageBuilder configure(PostgresStorageBuilder builder) {
    return builder.rowSecurity(true);
  }
}
