-- Before a rater judges anything: questions that show whether they understood what is asked, and an item to try, of which nothing is stored.
alter table study
    add column comprehension_instructions text not null default '' check (length(comprehension_instructions) <= 5000),
    add column comprehension_tries        int  not null default 2 check (comprehension_tries between 1 and 10),
    add column comprehension_code         text not null default '',
    add column comprehension_url          text not null default '' check (comprehension_url = '' or comprehension_url ~ '^https://');

create table comprehension_question (
    study_id bigint   not null references study on delete cascade,
    position smallint not null check (position >= 0),
    prompt   text     not null check (length(prompt) between 1 and 1000),
    options  text[]   not null check (cardinality(options) between 2 and 10),
    correct  smallint not null check (correct >= 0),
    primary key (study_id, position),
    check (correct < cardinality(options))
);
comment on table comprehension_question is 'owner: study, what raters are asked to show that they understood, and which answer is right';

create table trial_item (
    study_id bigint primary key references study on delete cascade,
    question text not null check (length(question) between 1 and 5000),
    reply    text not null check (length(reply) between 1 and 5000)
);
comment on table trial_item is 'owner: study, a conversation that raters try first';

alter table participation
    add column comprehension_tries smallint    not null default 0 check (comprehension_tries >= 0),
    add column comprehended_at     timestamptz,
    add column trial_ended_at      timestamptz,
    drop constraint participation_state_check,
    add constraint participation_state_check check (state in
        ('arrived', 'consented', 'not_understood', 'admitted', 'completed', 'ended_early', 'screened_out', 'lapsed', 'withdrawn'));
