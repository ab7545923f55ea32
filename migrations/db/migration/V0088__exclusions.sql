-- Exclusions: named rules over signals, which leave raters out of an analysis that asks for it. What a rule says never changes, so that
-- its name means one thing; it can be retired and taken up again.
create table exclusion (
    id         bigint generated always as identity primary key,
    study_id   bigint      not null references study on delete cascade,
    name       text        not null check (name ~ '^[A-Za-z][A-Za-z0-9_-]{0,59}$'),
    -- whether every condition must hold, or any
    needs_all  boolean     not null,
    created_by bigint references account,
    created_at timestamptz not null,
    retired_at timestamptz,
    unique (study_id, name)
);
comment on table exclusion is 'owner: analysis, named rules by which raters are left out of an analysis that asks for it';

create table exclusion_condition (
    exclusion_id bigint           not null references exclusion on delete cascade,
    signal       text             not null,
    at_least     double precision not null check (at_least > 0),
    primary key (exclusion_id, signal)
);
comment on table exclusion_condition is 'owner: analysis, what must hold of a rater for an exclusion: a signal and its least value';

-- How many raters a finished analysis left out; null where it left out none by a rule.
alter table analysis_run add column n_excluded int check (n_excluded >= 0);
