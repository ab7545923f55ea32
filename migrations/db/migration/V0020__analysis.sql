-- Analyses of a study: durable jobs, claimed like generation runs, and the estimates that they stored.

create table analysis_run (
    id           bigint generated always as identity primary key,
    study_id     bigint      not null references study on delete cascade,
    -- standing: kept up to date by the application itself; requested: asked for by somebody
    kind         text        not null check (kind in ('standing', 'requested')),
    -- staff see each judgment at once, viewers only what is released to them
    audience     text        not null check (audience in ('staff', 'viewers')),
    request      jsonb       not null,
    -- the newest judgment that is read, by id
    up_to        bigint      not null check (up_to >= 0),
    state        text        not null default 'queued' check (state in ('queued', 'running', 'cancelled', 'done', 'failed')),
    steps_done   bigint      not null default 0,
    steps        bigint      not null default 0,
    failure      text,
    claimed_by   text,
    heartbeat_at timestamptz,
    -- SHA-256 over question, item, rater and option of every answer read, in their order
    digest       text,
    n_raters     int,
    n_items      int,
    n_answers    bigint,
    created_by   bigint references account,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    check ((state = 'running') = (claimed_by is not null)),
    check ((state = 'failed') = (failure is not null)),
    check (state <> 'done' or (digest is not null and finished_at is not null))
);
create index analysis_run_waiting on analysis_run (created_at) where state in ('queued', 'running');
create index analysis_run_study on analysis_run (study_id, id);
create unique index analysis_run_one_standing on analysis_run (study_id, audience)
    where kind = 'standing' and state in ('queued', 'running');
comment on table analysis_run is 'owner: analysis, what was asked of a study''s answers and how far its computation is';

-- One estimate with its place: which metric of whom, against whom, and how far from chance.
create table estimate (
    run_id     bigint  not null references analysis_run on delete cascade,
    position   int     not null check (position >= 0),
    question   text    not null,
    metric     text    not null,
    level      text,
    axis       text,
    group_name text,
    against    text,
    unsure     text    not null check (unsure in ('category', 'merge', 'drop')),
    value      double precision,
    low        double precision,
    high       double precision,
    confidence double precision check (confidence > 0 and confidence < 1),
    -- what the interval is about: which of items and raters stand for others like them
    estimand   text check (estimand in (
        'THESE_ITEMS_RATERS_LIKE_THESE', 'ITEMS_LIKE_THESE_THESE_RATERS', 'ITEMS_AND_RATERS_LIKE_THESE')),
    method     text    not null,
    n_raters   int,
    n_items    int     not null,
    n_answers  bigint,
    reason     text,
    null_mean  double precision,
    null_sd    double precision,
    p          double precision,
    p_adjusted double precision,
    p_rule     text,
    primary key (run_id, position),
    check ((value is null) <> (reason is null)),
    check ((low is null) = (high is null)),
    check ((low is null) = (confidence is null)),
    check ((low is null) = (estimand is null))
);
create index estimate_place on estimate (run_id, question, unsure, axis);
comment on table estimate is 'owner: analysis, the estimates that a finished analysis stored';
