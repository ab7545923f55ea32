-- One device at a time holds a rater's session; the others are told why theirs ended.
create table ended_session (
    token_hash       bytea primary key check (length(token_hash) = 32),
    participation_id bigint      not null references participation on delete cascade,
    ended_at         timestamptz not null,
    reason           text        not null check (reason in ('left', 'elsewhere', 'unproved'))
);
create index ended_session_participation on ended_session (participation_id);
comment on table ended_session is 'owner: rater, sessions that are over, and why, so that their device can be told';

-- When the device that holds the session was last heard of, to within a minute.
alter table participation add column last_seen_at timestamptz;
update participation set last_seen_at = coalesce(shown_since, created_at);

-- By what a rater's own code is found; the code itself is worked out when it is shown.
alter table participation add column own_code_mac bytea check (length(own_code_mac) = 32);
create unique index participation_own_code on participation (study_id, own_code_mac) where own_code_mac is not null;

-- Whoever ended before they judged what they were asked for has an outcome, a code and an address of their own.
alter table participation
    drop constraint participation_state_check,
    add constraint participation_state_check check (state in
        ('arrived', 'consented', 'admitted', 'completed', 'ended_early', 'screened_out', 'lapsed', 'withdrawn'));
alter table study
    add column ended_early_code text not null default '',
    add column ended_early_url  text not null default '' check (ended_early_url = '' or ended_early_url ~ '^https://');

-- Before consent nothing is kept of a person, only that somebody came.
create table arrival_count (
    study_id bigint not null references study on delete cascade,
    day      date   not null,
    arrivals bigint not null check (arrivals > 0),
    primary key (study_id, day)
);
comment on table arrival_count is 'owner: rater, how many came to a study''s first page on a day, whoever they were';

-- A person of a panel is one rater, whichever of the panel's own studies the address names.
insert into rater_pool (name, source)
select 'Prolific', 'panel' where exists (select 1 from rater_pool where source = 'panel')
on conflict (name) do nothing;
create temporary table same_person on commit drop as
select r.id, first_value(r.id) over (partition by r.external_id order by r.id) as first_id
from rater r join rater_pool o on o.id = r.pool_id where o.source = 'panel';
update participation p set rater_id = s.first_id
from same_person s
where s.id = p.rater_id and s.id <> s.first_id
  and not exists (select 1 from participation q where q.study_id = p.study_id and q.rater_id = s.first_id)
  and not exists (
    select 1 from participation q join same_person o on o.id = q.rater_id
    where q.study_id = p.study_id and o.first_id = s.first_id and q.id < p.id);
update rater r set pool_id = o.id
from rater_pool o, same_person s
where o.name = 'Prolific' and s.id = r.id and s.id = s.first_id;
