-- What is asked, of whom, how often.

create table study (
    id               bigint generated always as identity primary key,
    code             text        not null unique check (code ~ '^[a-z0-9]{6,40}$'),
    title            text        not null check (length(title) between 1 and 200),
    purpose          text        not null default '',
    content_warning  text        not null default '',
    contact          text        not null default '',
    helplines        text        not null default '',
    payment          text        not null default '',
    minutes          int         not null default 20 check (minutes between 1 and 1000),
    state            text        not null default 'draft' check (state in ('draft', 'open', 'paused', 'closed')),
    synthetic        boolean     not null default false,
    raters_known     boolean     not null default true,
    items_per_rater  int         not null default 20 check (items_per_rater between 1 and 100000),
    replication      int         not null default 5 check (replication between 1 and 100000),
    occasions        smallint    not null default 1 check (occasions between 1 and 10),
    lease_minutes    int         not null default 30 check (lease_minutes between 1 and 10080),
    min_group        int         not null default 10 check (min_group between 1 and 1000),
    completion_code  text        not null default '',
    screen_out_code  text        not null default '',
    completion_url   text,
    screen_out_url   text,
    dataset_layout   text check (dataset_layout in ('dices350', 'dices990', 'long')),
    created_by       bigint references account,
    created_at       timestamptz not null default now(),
    published_at     timestamptz,
    check (completion_url is null or completion_url ~ '^https://'),
    check (screen_out_url is null or screen_out_url ~ '^https://'),
    check (state = 'draft' or published_at is not null)
);

-- Who of the staff works with a study. Row-level export is a right of its own.
create table study_member (
    study_id   bigint      not null references study on delete cascade,
    account_id bigint      not null references account on delete cascade,
    role       text        not null check (role in ('researcher', 'analyst')),
    may_export boolean     not null default false,
    granted_at timestamptz not null default now(),
    primary key (study_id, account_id)
);
create index study_member_account on study_member (account_id);

create table consent_version (
    id         bigint generated always as identity primary key,
    study_id   bigint      not null references study on delete cascade,
    version    int         not null check (version >= 1),
    statement  text        not null check (length(statement) >= 1),
    created_at timestamptz not null default now(),
    unique (study_id, version)
);

create table rubric (
    id         bigint generated always as identity primary key,
    study_id   bigint      not null references study on delete cascade,
    version    int         not null check (version >= 1),
    title      text        not null,
    created_at timestamptz not null default now(),
    locked_at  timestamptz,
    unique (study_id, version)
);

create table question_group (
    id        bigint generated always as identity primary key,
    rubric_id bigint not null references rubric on delete cascade,
    position  int    not null check (position >= 0),
    title     text   not null,
    guidance  text   not null default '',
    unique (rubric_id, position)
);

create table question (
    id                bigint generated always as identity primary key,
    rubric_id         bigint  not null references rubric on delete cascade,
    question_group_id bigint  not null references question_group on delete cascade,
    position          int     not null check (position >= 0),
    code              text    not null check (length(code) between 1 and 300),
    prompt            text    not null check (length(prompt) >= 1),
    definition        text    not null default '',
    positive_example  text    not null default '',
    negative_example  text    not null default '',
    kind              text    not null check (kind in ('single_choice', 'multiple_choice', 'ordinal_scale', 'free_text', 'span', 'pairwise')),
    required          boolean not null default true,
    -- answers of these questions are combined into the rubric's derived question
    feeds_overall     boolean not null default false,
    -- never asked: unsafe if any feeding answer is unsafe, else unsure if any is unsure, else safe
    derived           boolean not null default false,
    gate_question_id  bigint references question,
    gate_position     smallint,
    unique (rubric_id, position),
    unique (rubric_id, code),
    check ((gate_question_id is null) = (gate_position is null)),
    check (not (derived and feeds_overall))
);

create table answer_option (
    question_id bigint   not null references question on delete cascade,
    position    smallint not null check (position >= 0),
    code        text     not null check (length(code) >= 1),
    label       text     not null check (length(label) >= 1),
    reading     text check (reading in ('safe', 'unsafe', 'unsure')),
    value       double precision,
    primary key (question_id, position),
    unique (question_id, code)
);

alter table question
    add foreign key (gate_question_id, gate_position) references answer_option (question_id, position);

-- Demographic axes of a study and the choices offered; what raters answer is kept raw.
create table axis (
    id            bigint generated always as identity primary key,
    study_id      bigint  not null references study on delete cascade,
    position      int     not null check (position >= 0),
    code          text    not null check (code ~ '^[A-Za-z][A-Za-z0-9_]*$'),
    prompt        text    not null,
    multiple      boolean not null default false,
    self_describe boolean not null default true,
    unique (study_id, position),
    unique (study_id, code)
);

create table axis_choice (
    axis_id  bigint not null references axis on delete cascade,
    position int    not null check (position >= 0),
    label    text   not null check (length(label) >= 1),
    primary key (axis_id, position),
    unique (axis_id, label)
);

-- Groups are what is analysed. A versioned mapping takes raw values to groups.
create table rater_group (
    id       bigint generated always as identity primary key,
    axis_id  bigint not null references axis on delete cascade,
    position int    not null check (position >= 0),
    label    text   not null check (length(label) >= 1),
    unique (axis_id, label),
    unique (axis_id, id)
);

create table group_mapping (
    id         bigint generated always as identity primary key,
    study_id   bigint      not null references study on delete cascade,
    version    int         not null check (version >= 1),
    note       text        not null default '',
    created_by bigint references account,
    created_at timestamptz not null default now(),
    unique (study_id, version)
);

-- raw: one value, several joined by ' + ' in the axis's order, or '*' for anything that no other rule takes.
create table group_rule (
    group_mapping_id bigint not null references group_mapping on delete cascade,
    axis_id          bigint not null references axis on delete cascade,
    raw              text   not null,
    rater_group_id   bigint not null,
    primary key (group_mapping_id, axis_id, raw),
    foreign key (axis_id, rater_group_id) references rater_group (axis_id, id)
);

-- A planned recruitment cell with a quota: the raters whose group is listed on every axis that the stratum names.
create table stratum (
    id          bigint generated always as identity primary key,
    study_id    bigint  not null references study on delete cascade,
    position    int     not null check (position >= 0),
    label       text    not null check (length(label) >= 1),
    target      int     not null check (target >= 0),
    booked      int     not null default 0,
    replication int     not null check (replication >= 1),
    undisclosed boolean not null default false,
    closed_at   timestamptz,
    unique (study_id, position),
    unique (study_id, label),
    unique (study_id, id),
    constraint stratum_never_overbooked check (booked between 0 and target)
);
create unique index stratum_one_undisclosed on stratum (study_id) where undisclosed;

create table stratum_group (
    stratum_id     bigint not null references stratum on delete cascade,
    rater_group_id bigint not null references rater_group,
    primary key (stratum_id, rater_group_id)
);
