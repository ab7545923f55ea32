-- Signals of care: what a study looks at in how a rater works, each by itself. They are worked out when somebody asks, so that nothing
-- is stored of a rater but what cannot be worked out.

create table study_signal (
    study_id bigint           not null references study on delete cascade,
    signal   text             not null check (signal in ('speed', 'straightLining', 'attention', 'duplicateDevice', 'panelFlag')),
    -- from which value on it is raised
    at_least double precision not null check (at_least > 0),
    primary key (study_id, signal)
);
comment on table study_signal is 'owner: study, the signals of care that a study looks at, and from which value on each is raised';

create table device_mark (
    participation_id bigint primary key references participation on delete cascade,
    study_id         bigint not null references study on delete cascade,
    -- a keyed hash of what the study put into the browser; another study''s is another
    mark             bytea  not null check (length(mark) = 32)
);
create index device_mark_study on device_mark (study_id, mark);
comment on table device_mark is 'owner: rater, in which browser a rater agreed to take part, where the study looks at that';

create table panel_flag (
    participation_id bigint primary key references participation on delete cascade,
    flagged_at       timestamptz not null
);
comment on table panel_flag is 'owner: signal, raters whom their panel flagged';
