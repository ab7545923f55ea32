-- A closed study can be opened again. What viewers saw of it then is where later batches of judgments begin.
create table shown_at_close (
    study_id  bigint primary key references study on delete cascade,
    judgments bigint not null check (judgments >= 0)
);
comment on table shown_at_close is 'owner: disclosure, how many judgments viewers saw of a closed study that was opened again';
