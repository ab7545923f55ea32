-- Datasets that leave as folders: durable jobs, claimed like analyses, and what they wrote, packed, for a day.

create table export_run (
    id           bigint generated always as identity primary key,
    study_id     bigint      not null references study on delete cascade,
    request      jsonb       not null,
    state        text        not null default 'queued' check (state in ('queued', 'running', 'cancelled', 'done', 'failed')),
    steps_done   bigint      not null default 0,
    steps        bigint      not null default 0,
    failure      text,
    claimed_by   text,
    heartbeat_at timestamptz,
    -- of the packed file: none once it is gone
    bytes        bigint,
    sha256       text check (sha256 ~ '^[0-9a-f]{64}$'),
    created_by   bigint references account,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    check ((state = 'running') = (claimed_by is not null)),
    check ((state = 'failed') = (failure is not null)),
    check ((bytes is null) = (sha256 is null)),
    check (bytes is null or state = 'done')
);
create index export_run_waiting on export_run (created_at) where state in ('queued', 'running');
create index export_run_study on export_run (study_id, id);
comment on table export_run is 'owner: dataset, datasets that somebody asked for, and how far their making is';

create table export_part (
    run_id  bigint not null references export_run on delete cascade,
    number  int    not null check (number >= 0),
    content bytea  not null,
    primary key (run_id, number)
);
comment on table export_part is 'owner: dataset, packed datasets, piece by piece, until they are fetched no more';

-- Whoever takes their data back is in no file that can still be fetched: what was made before goes, and what is
-- being made begins anew.
create function forget_exports() returns trigger language plpgsql as $$
begin
    delete from export_part where run_id in (select id from export_run where study_id = new.study_id);
    update export_run set bytes = null, sha256 = null where study_id = new.study_id and bytes is not null;
    update export_run set state = 'queued', claimed_by = null where study_id = new.study_id and state = 'running';
    return new;
end $$;
create trigger withdrawal_forgets_exports after insert on withdrawal
    for each row execute function forget_exports();
