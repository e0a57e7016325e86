-- Unqualified names: whoever applies this file sets the search path to the schema of the storage.

-- How many steps of a tenant are claimed: of a role, or of all where the role is null. With a time
-- (of microseconds) so many claims within it, without so many that run. Whoever claims within a
-- limit counts its version up.
create table step_limit (
  id bigint generated always as identity primary key,
  version bigint not null default 0,
  tenant text collate "C" not null,
  role text collate "C",
  most int not null,
  per bigint
) with (fillfactor = 50);
create unique index step_limit_of on step_limit
  (tenant, (role is null), (coalesce(role, '')), (per is null));

-- The places of a limit, each with the attempt that took it last: whether it is taken is told by
-- that step.
create table step_place (
  limit_id bigint not null references step_limit (id) on delete cascade,
  place int not null,
  tenant text collate "C" not null,
  execution bigint,
  idx int,
  attempt int,
  used_at timestamptz not null default '-infinity',
  primary key (limit_id, place)
) with (fillfactor = 50);
