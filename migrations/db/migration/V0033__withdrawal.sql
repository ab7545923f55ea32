-- That somebody withdrew, and when; nothing else of them.
create table withdrawal (
    participation_id bigint primary key references participation on delete cascade,
    study_id         bigint      not null references study on delete cascade,
    withdrawn_at     timestamptz not null
);
create index withdrawal_study on withdrawal (study_id, withdrawn_at);
comment on table withdrawal is 'owner: withdrawal, who took their data back, and when';
