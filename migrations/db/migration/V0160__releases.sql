-- Everybody who may not read single judgments sees releases: frozen, dated sets of aggregates.

create table release (
    id             bigint generated always as identity primary key,
    study_id       bigint      not null references study on delete cascade,
    number         int         not null check (number >= 1),
    made_at        timestamptz not null,
    -- null for the installation itself
    made_by        bigint references account,
    how            text        not null check (how in ('hand', 'rule')),
    -- fewer raters than this are not shown
    least          int         not null check (least >= 2),
    -- null where the data do not say who answered
    raters         int check (raters >= 0),
    items          int         not null check (items >= 0),
    judgments      bigint      not null check (judgments >= 0),
    -- raters of the release before whose answers are gone or others in this one
    changed        int         not null check (changed >= 0),
    -- what the attack found before it was published: see Audit
    audit          jsonb       not null check (audit ->> 'passed' = 'true'),
    called_back_at timestamptz,
    called_back_by bigint references account,
    unique (study_id, number)
);
comment on table release is 'owner: release, a frozen, dated set of aggregates for those who may not read single judgments';

create table release_question (
    release_id bigint not null references release on delete cascade,
    position   int    not null check (position >= 0),
    question   text   not null,
    options    text[] not null,
    primary key (release_id, question)
);
comment on table release_question is 'owner: release, a question that a release shows, with its options';

-- Empty: no question for the raters themselves, no axis for everybody, no item for all items together. What is hidden has no counts, and
-- nothing else of it is kept here.
create table release_cell (
    release_id bigint not null references release on delete cascade,
    question   text   not null,
    axis       text   not null,
    group_name text   not null,
    item       text   not null,
    -- in the order of what is read back
    position   int    not null,
    raters     int,
    counts     bigint[],
    primary key (release_id, question, axis, group_name, item),
    check (counts is not null or raters is null)
);
comment on table release_cell is 'owner: release, counts of answers by option that a release shows, or hides';

create table release_estimate (
    release_id bigint  not null references release on delete cascade,
    position   int     not null check (position >= 0),
    question   text    not null,
    metric     text    not null,
    level      text,
    axis       text,
    group_name text,
    against    text,
    unsure     text    not null,
    value      double precision,
    low        double precision,
    high       double precision,
    confidence double precision,
    estimand   text,
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
    null_model text,
    primary key (release_id, position)
);
create index release_estimate_place on release_estimate (release_id, question, unsure, axis);
comment on table release_estimate is 'owner: release, shares with their intervals that a release shows';

-- No reference to the judgment: it may be erased, and that it was counted must be known for the next release.
create table release_judgment (
    release_id  bigint not null references release on delete cascade,
    judgment_id bigint not null,
    item_id     bigint not null,
    primary key (release_id, judgment_id)
);
comment on table release_judgment is 'owner: release, which judgments a release counted; nobody sees it';
