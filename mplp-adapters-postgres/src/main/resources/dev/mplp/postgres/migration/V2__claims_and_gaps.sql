-- Unqualified names: whoever applies this file sets the search path to the schema of the storage.

-- By role first: a worker looks only at the roles that it has handlers for.
create index step_run_ready on step_run (role, tenant, turn) where state = 2 and idx >= 0;
drop index step_run_claimable;

-- Gaps as ranges; gaps and horizons stay for releases that know only them, and are emptied.
alter table sequencer
  add column gap_first bigint[] not null default '{}',
  add column gap_last bigint[] not null default '{}',
  add column gap_horizon bigint[] not null default '{}';
