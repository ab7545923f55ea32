-- The audit trail is sealed in closed ranges, each with a hash over its entries and the seal before: whoever changes, takes
-- away or adds an entry afterwards is found out.

create table audit_seal (
    id        bigint generated always as identity primary key,
    first_id  bigint      not null unique,
    last_id   bigint      not null unique,
    entries   bigint      not null check (entries >= 0),
    hash      bytea       not null check (length(hash) = 32),
    sealed_at timestamptz not null,
    check (last_id >= first_id)
);
comment on table audit_seal is 'owner: identity, hashes over ranges of the audit trail, each over the one before too';

create function audit_digest(entry audit_entry) returns bytea language sql stable parallel safe as $$
    select sha256(convert_to(jsonb_build_array(
        entry.id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), entry.actor, entry.actor_id, entry.action,
        entry.study_id, entry.subject_id, entry.detail)::text, 'UTF8'))
$$;

-- Of the entries from one id to another, and of the seal before.
create function audit_hash(first bigint, last bigint, before bytea) returns bytea language sql stable as $$
    select sha256(before || coalesce(string_agg(audit_digest(e), ''::bytea order by e.id), ''::bytea))
    from audit_entry e where e.id between first and last
$$;

-- A role that does not own the trail adds to it and does nothing else to it, whatever it was granted.
create function audit_only_grows() returns trigger language plpgsql as $$
begin
    if not pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage') then
        raise exception 'the audit trail only grows' using errcode = 'insufficient_privilege';
    end if;
    return case tg_op when 'UPDATE' then new when 'DELETE' then old end;
end
$$;

create trigger audit_entry_only_grows before update or delete on audit_entry for each row execute function audit_only_grows();
create trigger audit_entry_is_kept before truncate on audit_entry for each statement execute function audit_only_grows();
create trigger audit_seal_only_grows before update or delete on audit_seal for each row execute function audit_only_grows();
create trigger audit_seal_is_kept before truncate on audit_seal for each statement execute function audit_only_grows();
