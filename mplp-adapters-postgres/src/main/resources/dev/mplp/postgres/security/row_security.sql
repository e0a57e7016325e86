-- Row-level security of a storage. Its owner applies this file with the search path set to the schema, again
-- after each migration; what is there already stays as it is. Where the owner may not create roles, an
-- administrator creates <schema>_runtime and <schema>_tenant (nologin) first.
--
--   <schema>_runtime  sees the rows of every tenant: workers, timers and the log serve them all
--   <schema>_tenant   sees and writes the rows of the one tenant that the transaction names:
--                     select set_config('mplp.tenant', 'acme', true)
do $$
declare
  home constant text := current_schema();
  runtime constant text := home || '_runtime';
  tenant constant text := home || '_tenant';
  role_name text;
  member boolean;
  found record;
begin
  if octet_length(runtime) > 63 then
    raise exception 'the name of schema % is too long for row-level security: 55 bytes at most', home;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('mplp migration ' || home, 0));
  foreach role_name in array array[runtime, tenant] loop
    if to_regrole(quote_ident(role_name)) is null then
      execute format('create role %I nologin', role_name);
    end if;
    execute format('grant usage on schema %I to %I', home, role_name);
  end loop;
  if not pg_has_role(runtime, tenant, 'member') then
    execute format('grant %I to %I', tenant, runtime);
  end if;
  select rolsuper or pg_has_role(current_user, tenant, 'member') into member
    from pg_roles where rolname = current_user;
  if member and current_setting('server_version_num')::int >= 160000 then
    member := pg_has_role(current_user, tenant, 'set'); -- who created a role may not act in it yet
  end if;
  if not member then
    execute format('grant %I to %I', tenant, current_user);
  end if;

  for found in
    select c.oid::regclass::text as full_name, c.relname, c.relrowsecurity,
           exists (select from pg_attribute a
                    where a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped)
             as of_tenant,
           exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'every_tenant')
             as is_done
      from pg_class c
     where c.relnamespace = quote_ident(home)::regnamespace and c.relkind in ('r', 'p')
     order by c.relname
  loop
    execute format('grant select, insert, update, delete on %s to %I', found.full_name, runtime);
    if not found.is_done then
      execute format('create policy every_tenant on %s to %I using (true) with check (true)',
                     found.full_name, runtime);
      if found.of_tenant then
        execute format('grant select, insert, update, delete on %s to %I', found.full_name, tenant);
        execute format(
          'create policy own_tenant on %s to %I
             using (tenant = (select current_setting(''mplp.tenant'', true)))',
          found.full_name, tenant);
      elsif found.relname = 'step_edge' then
        execute format('grant select, insert, update, delete on %s to %I', found.full_name, tenant);
        execute format(
          'create policy own_tenant on %s to %I using (exists (
             select from execution e where e.num = step_edge.execution
                and e.tenant = (select current_setting(''mplp.tenant'', true))))',
          found.full_name, tenant);
      elsif found.relname = 'change' then
        -- Random ids of change sets, which tell nothing: entered and looked up, never removed.
        execute format('grant select, insert on %s to %I', found.full_name, tenant);
        execute format('create policy own_tenant on %s to %I using (true)', found.full_name, tenant);
      end if;
    end if;
    if not found.relrowsecurity then
      execute format('alter table %s enable row level security', found.full_name);
    end if;
  end loop;
end
$$;
