-- Unqualified names: whoever applies this file sets the search path to the schema of the storage.

-- The last position of each tenant that was removed from the log.
create table log_start (
  tenant text collate "C" primary key,
  last_removed bigint not null
) with (fillfactor = 50);

-- Runs of which some records were removed and some not, with the sequence of the last removed one.
create table log_cut (
  tenant text collate "C" not null,
  run_id uuid not null,
  seq bigint not null,
  primary key (tenant, run_id)
);
