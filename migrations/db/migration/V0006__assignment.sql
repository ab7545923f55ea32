-- Who sees which item next. An item's replication in a stratum is booked like seats.

create table seat (
    stratum_id bigint   not null references stratum on delete cascade,
    item_id    bigint   not null references item on delete cascade,
    occasion   smallint not null default 1 check (occasion >= 1),
    capacity   int      not null check (capacity >= 0),
    leased     int      not null default 0 check (leased >= 0),
    completed  int      not null default 0 check (completed >= 0),
    primary key (stratum_id, item_id, occasion),
    constraint seat_never_overbooked check (leased + completed <= capacity)
);
create index seat_free on seat (stratum_id, (leased + completed)) where leased + completed < capacity;

create table assignment (
    id               bigint generated always as identity primary key,
    study_id         bigint      not null references study on delete cascade,
    participation_id bigint      not null references participation on delete cascade,
    item_id          bigint      not null references item,
    stratum_id       bigint      not null references stratum,
    occasion         smallint    not null default 1 check (occasion >= 1),
    position         int         not null check (position >= 1),
    state            text        not null default 'leased' check (state in ('leased', 'submitted', 'skipped', 'expired')),
    leased_at        timestamptz not null default now(),
    lease_until      timestamptz not null,
    opened_at        timestamptz,
    closed_at        timestamptz,
    unique (participation_id, position),
    constraint assignment_item_once unique (participation_id, item_id, occasion),
    check ((state = 'leased') = (closed_at is null))
);
create index assignment_due on assignment (lease_until) where state = 'leased';
create index assignment_live on assignment (participation_id) where state = 'leased';
create index assignment_item on assignment (item_id);

create table skip (
    assignment_id bigint primary key references assignment on delete cascade,
    reason        text        not null check (reason in ('distressing', 'personal', 'unclear', 'technical', 'other')),
    note          text        not null default '' check (length(note) <= 2000),
    skipped_at    timestamptz not null default now()
);

-- What was chosen but not yet submitted. The client's sequence decides between requests that overtook one another.
create table draft (
    assignment_id bigint      not null references assignment on delete cascade,
    question_id   bigint      not null references question,
    ordinal       smallint    not null default 0 check (ordinal >= 0),
    position      smallint,
    content       text check (length(content) <= 10000),
    source        text        not null default 'rater' check (source in ('rater', 'bulk')),
    sequence      bigint      not null,
    saved_at      timestamptz not null default now(),
    primary key (assignment_id, question_id, ordinal),
    foreign key (question_id, position) references answer_option (question_id, position)
);
