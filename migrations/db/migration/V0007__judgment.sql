-- One row of judgment per submission: edits append revisions, one of which is current.

create table judgment (
    id               bigint generated always as identity primary key,
    study_id         bigint      not null references study on delete cascade,
    item_id          bigint      not null references item,
    participation_id bigint references participation,
    assignment_id    bigint references assignment,
    occasion         smallint    not null default 1 check (occasion >= 1),
    revision         smallint    not null default 1 check (revision >= 1),
    current          boolean     not null default true,
    surplus          boolean     not null default false,
    submitted_at     timestamptz not null default now(),
    content_hash     bytea       not null check (length(content_hash) = 32),
    active_ms        bigint check (active_ms >= 0),
    idle_ms          bigint check (idle_ms >= 0),
    hidden_ms        bigint check (hidden_ms >= 0),
    -- what an imported file said of the judgment, as it said it
    attributes       jsonb,
    check (assignment_id is null or participation_id is not null)
);
create unique index judgment_one_current on judgment (participation_id, item_id, occasion) where current and participation_id is not null;
create unique index judgment_revision on judgment (assignment_id, revision) where assignment_id is not null;
create index judgment_study on judgment (study_id, id) where current;
create index judgment_item on judgment (item_id) where current;

-- Keyed by question first: a count reads one question's answers in one range.
create table answer (
    question_id  bigint   not null,
    judgment_id  bigint   not null references judgment on delete cascade,
    ordinal      smallint not null default 0 check (ordinal >= 0),
    position     smallint,
    number       double precision,
    content      text,
    span_start   int check (span_start >= 0),
    span_end     int,
    source       text     not null default 'rater' check (source in ('rater', 'bulk', 'derived', 'imported', 'not_asked')),
    primary key (question_id, judgment_id, ordinal),
    foreign key (question_id) references question,
    foreign key (question_id, position) references answer_option (question_id, position),
    check (span_end > span_start),
    check ((span_start is null) = (span_end is null)),
    check ((source = 'not_asked') = (position is null and number is null and content is null and span_start is null))
);

-- A client's key makes a retried submission the same submission.
create table submission_key (
    participation_id bigint      not null references participation on delete cascade,
    key              uuid        not null,
    body_hash        bytea       not null check (length(body_hash) = 32),
    judgment_id      bigint      not null references judgment on delete cascade,
    created_at       timestamptz not null default now(),
    primary key (participation_id, key)
);

create table outbox (
    id           bigint generated always as identity primary key,
    kind         text        not null,
    study_id     bigint      not null references study on delete cascade,
    subject_id   bigint      not null,
    created_at   timestamptz not null default now(),
    delivered_at timestamptz
);
create index outbox_waiting on outbox (id) where delivered_at is null;

create table audit_entry (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    actor      text        not null check (actor in ('system', 'account', 'participation')),
    actor_id   bigint,
    action     text        not null,
    study_id   bigint,
    subject_id bigint,
    detail     jsonb,
    check ((actor = 'system') = (actor_id is null))
);
create index audit_entry_study on audit_entry (study_id, id);
