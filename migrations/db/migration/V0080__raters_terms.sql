-- What raters of a study may do and how much they are asked on a day, where the study says so; 0: no cap.
alter table study
    add column demographics_may_change boolean not null default false,
    add column daily_items             int     not null default 0 check (daily_items between 0 and 10000),
    add column daily_minutes           int     not null default 0 check (daily_minutes between 0 and 1440);

-- What raters are told before they agree, field by field, beside the researcher's own statement.
alter table consent_version
    add column information text not null default '{}' check (information::jsonb is not null);

-- What raters said of themselves before they corrected it, with the group that it made; their place in the study stays the one that they
-- were taken in for.
create table former_demographics (
    participation_id bigint      not null references participation on delete cascade,
    axis_id          bigint      not null references axis,
    revision         int         not null check (revision >= 1),
    ordinal          smallint    not null default 0 check (ordinal >= 0),
    kind             text        not null check (kind in ('choice', 'self_described', 'declined', 'imported')),
    raw              text        check (length(raw) <= 500),
    rater_group_id   bigint,
    answered_at      timestamptz not null,
    replaced_at      timestamptz not null,
    primary key (participation_id, axis_id, revision, ordinal),
    foreign key (axis_id, rater_group_id) references rater_group (axis_id, id),
    check ((kind = 'declined') = (raw is null))
);
comment on table former_demographics is 'owner: rater, what raters said of themselves before they corrected it';
