-- People: pools, participation in a study, consent, self-described demographics.

create table rater_pool (
    id     bigint generated always as identity primary key,
    name   text not null unique check (length(name) between 1 and 200),
    source text not null check (source in ('panel', 'link', 'account', 'imported', 'simulated'))
);

create table rater (
    id          bigint generated always as identity primary key,
    pool_id     bigint      not null references rater_pool,
    external_id text        not null check (length(external_id) between 1 and 200),
    account_id  bigint references account,
    created_at  timestamptz not null default now(),
    unique (pool_id, external_id)
);
create unique index rater_account on rater (account_id) where account_id is not null;

create table participation (
    id                   bigint generated always as identity primary key,
    study_id             bigint      not null references study on delete cascade,
    rater_id             bigint      not null references rater,
    -- the only name of a rater in this study's pages and exports
    pseudonym            text        not null,
    state                text        not null check (state in ('arrived', 'consented', 'admitted', 'completed', 'screened_out', 'lapsed', 'withdrawn')),
    stratum_id           bigint,
    group_mapping_id     bigint references group_mapping,
    consent_version_id   bigint references consent_version,
    panel_session        text check (length(panel_session) <= 200),
    session_token_hash   bytea unique check (length(session_token_hash) = 32),
    session_started_at   timestamptz,
    created_at           timestamptz not null default now(),
    consented_at         timestamptz,
    admitted_at          timestamptz,
    finished_at          timestamptz,
    submitted            int         not null default 0 check (submitted >= 0),
    unique (study_id, rater_id),
    unique (study_id, pseudonym),
    foreign key (study_id, stratum_id) references stratum (study_id, id),
    check ((consent_version_id is null) = (consented_at is null)),
    check (state <> 'admitted' or admitted_at is not null)
);
create index participation_stratum on participation (stratum_id) where stratum_id is not null;

-- Raw answers, one row a value; a declined axis is a row that says so.
create table demographic_answer (
    participation_id bigint      not null references participation on delete cascade,
    axis_id          bigint      not null references axis,
    ordinal          smallint    not null default 0 check (ordinal >= 0),
    kind             text        not null check (kind in ('choice', 'self_described', 'declined', 'imported')),
    raw              text,
    answered_at      timestamptz not null default now(),
    primary key (participation_id, axis_id, ordinal),
    check ((kind = 'declined') = (raw is null)),
    check (kind <> 'declined' or ordinal = 0),
    check (length(raw) <= 500)
);

-- What the study's mapping made of them. No row: undisclosed on that axis.
create table group_membership (
    participation_id bigint not null references participation on delete cascade,
    axis_id          bigint not null references axis,
    rater_group_id   bigint not null,
    primary key (participation_id, axis_id),
    foreign key (axis_id, rater_group_id) references rater_group (axis_id, id)
);
create index group_membership_group on group_membership (rater_group_id);
