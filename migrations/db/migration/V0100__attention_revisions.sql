-- A rater goes back to an attention item and changes it as any other, else it would give itself away: every revision is kept, with all
-- that was chosen on its page.

alter table attention_answer
    drop constraint attention_answer_pkey,
    add column revision  int     not null default 1 check (revision > 0),
    add column current   boolean not null default true,
    add column active_ms bigint check (active_ms >= 0),
    add primary key (assignment_id, revision);
create unique index attention_answer_current on attention_answer (assignment_id) where current;

-- As answers are kept: a set has a row for each of its options, a text has no option.
create table attention_choice (
    assignment_id bigint   not null,
    revision      int      not null,
    question_id   bigint   not null references question,
    ordinal       int      not null default 0,
    position      smallint,
    content       text,
    source        text     not null default 'rater' check (source in ('rater', 'bulk')),
    active_ms     bigint check (active_ms >= 0),
    primary key (assignment_id, revision, question_id, ordinal),
    foreign key (assignment_id, revision) references attention_answer on delete cascade,
    foreign key (question_id, position) references answer_option (question_id, position)
);
comment on table attention_choice is 'owner: judgment, all that was chosen on the page of an attention item';

insert into attention_choice (assignment_id, revision, question_id, position)
select a.assignment_id, a.revision, x.question_id, a.position
from attention_answer a join attention_item x on x.item_id = a.item_id where a.position is not null;
