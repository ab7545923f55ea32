-- What comes between the items that a rater is asked to judge: attention items, whose answer they say themselves or that is plain, and
-- repeats of an item that the same rater judged before. Neither takes a seat. An answer to an attention item is no judgment.

create table insertion_plan (
    study_id        bigint primary key references study on delete cascade,
    -- one in so many items; 0 for none
    attention_every int not null default 0 check (attention_every = 0 or attention_every between 2 and 10000),
    repeat_every    int not null default 0 check (repeat_every = 0 or repeat_every between 2 and 10000),
    -- how many others a rater judges at least before an item comes again
    repeat_after    int not null default 5 check (repeat_after between 1 and 10000)
);
comment on table insertion_plan is 'owner: study, how often attention items and repeats come between a rater''s items';

alter table item
    drop constraint item_source_check,
    add constraint item_source_check check (source in ('generated', 'imported', 'attention'));

create table attention_item (
    item_id     bigint primary key references item on delete cascade,
    kind        text     not null check (kind in ('instructed', 'factual')),
    question_id bigint   not null,
    position    smallint not null,
    foreign key (question_id, position) references answer_option (question_id, position)
);
comment on table attention_item is 'owner: item, attention items: which answer to which question is expected';

alter table assignment add column kind text not null default 'regular' check (kind in ('regular', 'attention', 'repeat'));

-- Few judgments are of a later occasion, and an analysis asks for them apart.
create index judgment_again on judgment (study_id, id) where current and occasion > 1;

create table attention_answer (
    assignment_id    bigint primary key references assignment on delete cascade,
    participation_id bigint      not null references participation on delete cascade,
    item_id          bigint      not null references item on delete cascade,
    position         smallint,
    passed           boolean     not null,
    submitted_at     timestamptz not null,
    key              uuid        not null,
    body_hash        bytea       not null check (length(body_hash) = 32),
    unique (participation_id, key)
);
comment on table attention_answer is 'owner: judgment, what was answered to the one question that counts of an attention item';
