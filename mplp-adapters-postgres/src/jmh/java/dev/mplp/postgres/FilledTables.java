package dev.mplp.postgres;

import dev.mplp.postgres.testing.PostgresServer;

/** Fills the tables as if steps had been done: ten steps an execution, two log records a step. */
final class FilledTables {

  private FilledTables() {}

  static void addFinishedSteps(PostgresServer server, int steps) {
    server.execute(
        """
        set search_path = mplp;
        with new as (
          insert into execution (tenant, id, context_id, run_id, parallelism, phase)
          select 'default', gen_random_uuid(), 'filled ' || n %% 1000, gen_random_uuid(), 0, 3
            from generate_series(1, %1$d / 10) n returning num, run_id)
        insert into step_run (execution, idx, state, attempt, started_at, finished_at, step_id,
                              run_id, tenant, role, payload, result)
        select num, i, 6, 1, now(), now(), gen_random_uuid(), run_id, 'default', '',
               convert_to(repeat('payload ', 20), 'UTF8'), convert_to('{"ok":true}', 'UTF8')
          from new, generate_series(-1, 9) i;
        with new as (
          insert into log (at, attempt, run_id, tenant, type, context_id, body)
          select now(), 1, s.run_id, 'default', 'step.completed', 'filled ' || s.execution %% 1000,
                 convert_to(repeat('record ', 20), 'UTF8')
            from step_run s, generate_series(1, 2) i
           where s.state = 6 and s.idx >= 0
           order by s.execution desc, s.idx limit 2 * %1$d
          returning seq, at, tenant, context_id),
        moved as (
          update sequencer
             set last_position = last_position + (select count(*) from new),
                 scanned_to = (select max(seq) from new)
          returning last_position - (select count(*) from new) as before)
        insert into position (position, seq, at, tenant, context_id)
        select before + row_number() over (order by seq), seq, at, tenant, context_id
          from new, moved;
        """
            .formatted(steps));
    server.execute("vacuum analyze");
    server.execute("checkpoint");
  }
}
