package dev.mplp.postgres.testing;

/** Many approvals that wait, made from the ones that do, faster than anybody could ask for them. */
public final class ApprovalCopies {

  private ApprovalCopies() {}

  /**
   * Copies every entry of an inbox and every act {@code count} times, byte by byte, under other
   * ids, with as many entries of other approvers between them.
   */
  public static void insert(PostgresServer server, String schema, int count) {
    server.execute(
        """
        set search_path = %1$s;
        insert into document (tenant, kind, id, version, index_values, body)
          select tenant, kind, id || '/' || n, 1, index_values, body
            from generate_series(1, %2$d) n,
                 (select * from document where kind in ('approval-task', 'approval-act')) d
           order by n;
        insert into document_index
          select tenant, kind, index_values[i], index_values[i + 1], ord
            from document, generate_series(1, array_length(index_values, 1), 2) i
           where kind in ('approval-task', 'approval-act') and id ~ '/[0-9]+$'
             on conflict do nothing;
        insert into document_index
          select tenant, kind, 'waiting_for', 'role:other' || ord %% 100, ord
            from document where kind = 'approval-task';
        analyze document, document_index;
        """
            .formatted(schema, count));
  }
}
