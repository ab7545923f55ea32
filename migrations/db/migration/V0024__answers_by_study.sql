-- Every answer says of which study it is, and the keys of judgments and answers hold the study, so that both tables can be divided by
-- study (docs/decisions/0006-keys-begin-with-the-study.md).
--
-- What it costs: `answer` is written anew in the order of its key, as an update in place would leave a dead row behind every live one.
-- Until it ends there must be room on the disk for a second copy of the table with its index, about 126 bytes an answer; `answer` is
-- locked, and `judgment` takes in nothing. Two million answers took 15 s on two busy cores. Broken off, it leaves everything as it was.

alter table judgment add unique (study_id, id);
-- The unique index is in the same order, and few judgments are not current.
drop index judgment_study;

alter table answer rename to answer_without_study;
alter table answer_without_study rename constraint answer_pkey to answer_without_study_pkey;

create table answer (
    study_id     bigint   not null,
    question_id  bigint   not null,
    judgment_id  bigint   not null,
    ordinal      smallint not null default 0 check (ordinal >= 0),
    position     smallint,
    number       double precision,
    content      text,
    span_start   int check (span_start >= 0),
    span_end     int,
    source       text     not null default 'rater' check (source in ('rater', 'bulk', 'derived', 'imported', 'not_asked')),
    check (span_end > span_start),
    check ((span_start is null) = (span_end is null)),
    check ((source = 'not_asked') = (position is null and number is null and content is null and span_start is null))
);

insert into answer
select j.study_id, a.question_id, a.judgment_id, a.ordinal, a.position, a.number, a.content, a.span_start, a.span_end, a.source
from answer_without_study a join judgment j on j.id = a.judgment_id
order by j.study_id, a.question_id, a.judgment_id, a.ordinal;

drop table answer_without_study;

-- Within a study, by question first: a count reads one question's answers in one range.
alter table answer
    add primary key (study_id, question_id, judgment_id, ordinal),
    add foreign key (study_id, judgment_id) references judgment (study_id, id) on delete cascade,
    add foreign key (question_id) references question,
    add foreign key (question_id, position) references answer_option (question_id, position);

comment on table answer is 'owner: judgment, the answers of a submission, keyed by study and question first';

-- without statistics of the new table the planner would take its rows for a handful
analyze judgment, answer;
