-- A conversation ending in the response under judgment, with its provenance.

create table item (
    id            bigint generated always as identity primary key,
    study_id      bigint      not null references study on delete cascade,
    position      int         not null check (position >= 0),
    code          text        not null check (length(code) between 1 and 200),
    source        text        not null check (source in ('generated', 'imported')),
    generation_id bigint references generation,
    topic         text        not null default '',
    -- what an imported file said of the item, as it said it
    attributes    jsonb       not null default '{}',
    created_at    timestamptz not null default now(),
    unique (study_id, position),
    unique (study_id, code),
    unique (study_id, generation_id),
    check ((source = 'generated') = (generation_id is not null))
);

create table turn (
    item_id  bigint not null references item on delete cascade,
    position int    not null check (position >= 0),
    speaker  text   not null check (speaker in ('system', 'user', 'chatbot')),
    content  text   not null,
    primary key (item_id, position)
);

-- An expert's label, beside the raters' and never instead of them.
create table gold_label (
    item_id     bigint   not null references item on delete cascade,
    question_id bigint   not null,
    position    smallint not null,
    reason      text     not null default '',
    primary key (item_id, question_id),
    foreign key (question_id, position) references answer_option (question_id, position)
);
