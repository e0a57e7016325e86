-- Unqualified names: whoever applies this file sets the search path to the schema of the storage.
-- state:  0 waiting, 1 held, 2 claimable, 3 delayed, 4 parked, 5 running, 6 completed, 7 failed, 8 skipped
-- phase:  0 open, 1 held, 2 stopping, 3 closed
-- reason: 0 upstream, 1 cancelled

create table storage (
  one boolean primary key default true check (one),
  log_identity uuid not null default gen_random_uuid()
);
insert into storage default values;

create table document (
  tenant text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  version bigint not null,
  ord bigint generated always as identity,
  index_values text[] not null,
  body bytea not null,
  primary key (tenant, kind, id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create unique index document_order on document (tenant, kind, ord);

create table document_index (
  tenant text collate "C" not null,
  kind text collate "C" not null,
  name text collate "C" not null,
  value text collate "C" not null,
  ord bigint not null,
  primary key (tenant, kind, name, value, ord)
) with (autovacuum_vacuum_scale_factor = 0.05);

create table item (
  tenant text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  seq bigint not null,
  version bigint not null,
  body bytea not null,
  primary key (tenant, kind, id, seq)
) with (fillfactor = 90);

-- Ids of committed change sets, kept for a while.
create table change (
  id uuid primary key,
  at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.05);
create index change_at on change (at);

create table execution (
  num bigint generated always as identity primary key,
  tenant text collate "C" not null,
  id uuid not null,
  context_id text collate "C" not null,
  run_id uuid not null,
  parallelism int not null,
  phase smallint not null,
  stop_reason smallint
) with (fillfactor = 80);
create unique index execution_id on execution (tenant, id);

-- One row a step, and one with idx -1 for the end of the execution. Every change of state is a new
-- entry in the primary key and in the partial indexes whose predicate then holds: keep them few.
create table step_run (
  execution bigint not null,
  idx int not null,
  state smallint not null,
  attempt int not null default 0,
  failures int not null default 0,
  lost int not null default 0,
  call int not null default 0,
  skip_reason smallint,
  parked boolean not null default false,
  turn timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  wake_at timestamptz,
  step_id uuid not null,
  run_id uuid not null,
  worker uuid,
  tenant text collate "C" not null,
  role text collate "C" not null,
  successors int[] not null default '{}',
  payload bytea not null,
  result bytea,
  primary key (execution, idx)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05);
create index step_run_unsettled on step_run (execution, state, idx desc) where state < 6;
create index step_run_claimable on step_run (tenant, role, turn) where state = 2 and idx >= 0;
create index step_run_end on step_run (turn) where state = 2 and idx = -1;
-- What workers run, and what they ran when its execution was closed.
create index step_run_worker on step_run (worker) where state in (5, 8) and worker is not null;
create index step_run_due on step_run (wake_at) where state in (3, 4) and wake_at is not null;

-- Dependencies that are not satisfied yet; the other direction is step_run.successors.
create table step_edge (
  execution bigint not null,
  to_idx int not null,
  from_idx int not null,
  primary key (execution, to_idx, from_idx)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);

create table worker (
  id uuid primary key,
  name text not null,
  lease_until timestamptz not null,
  reaped boolean not null default false,
  first_call int not null default 0
) with (fillfactor = 50);
create index worker_lease on worker (lease_until);

create table timer (
  tenant text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  due timestamptz not null,
  hidden_until timestamptz not null default '-infinity',
  body bytea not null,
  primary key (tenant, kind, id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index timer_due on timer (due);

create table lease (
  name text collate "C" primary key,
  holder uuid not null,
  until timestamptz not null,
  epoch bigint not null
) with (fillfactor = 50);

create table log (
  seq bigint generated always as identity (cache 1) primary key,
  at timestamptz not null,
  attempt int not null,
  execution_id uuid,
  run_id uuid,
  step_id uuid,
  tenant text collate "C" not null,
  type text collate "C" not null,
  context_id text collate "C",
  body bytea not null
);
create index log_run on log (run_id, seq) where run_id is not null;

create table position (
  position bigint not null,
  seq bigint not null,
  at timestamptz not null,
  tenant text collate "C" not null,
  context_id text collate "C",
  primary key (seq)
);
create unique index position_tenant on position (tenant, position);
create index position_context on position (tenant, context_id, position) where context_id is not null;

-- gaps: sequence numbers up to scanned_to that were not visible; horizons: for each of them a
-- transaction id that is later than that of its writer, 0 while none is known.
create table sequencer (
  one boolean primary key default true check (one),
  last_position bigint not null default 0,
  last_at timestamptz not null default 'epoch',
  scanned_to bigint not null default 0,
  gaps bigint[] not null default '{}',
  horizons bigint[] not null default '{}'
) with (fillfactor = 20);
insert into sequencer default values;
