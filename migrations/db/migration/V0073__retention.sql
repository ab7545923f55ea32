-- More of what a study keeps of people ends after a time of its own: the panel's names for them, and which browser holds their place.
alter table retention_rule
    add column panel_id_days int not null default 180 check (panel_id_days between 0 and 3650),
    add column session_days  int not null default 60 check (session_days between 0 and 3650),
    add column version       int not null default 0;
comment on table retention_rule is 'owner: rater, after how many days a study erases what it keeps of people, where it is not the usual time';

-- What was erased for good, so that no backup brings it back: copied to a list outside the database, which a restore carries out again.
create table erasure (
    id        bigint generated always as identity primary key,
    kind      text        not null check (kind in ('rater', 'screened_out', 'panel_ids', 'sessions')),
    -- of a rater, or of a study, by the installation's secret
    hash      bytea       not null check (length(hash) = 32),
    -- all of a study that is as old as this; null for a rater
    before    timestamptz,
    erased_at timestamptz not null,
    check ((kind = 'rater') = (before is null))
);
create index erasure_hash on erasure (kind, hash);
comment on table erasure is 'owner: rater, of whom something was erased, by a keyed hash, for restores of older backups';
