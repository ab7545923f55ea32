-- Questions that are answered with several options, with a point of a scale or with text, and gates that more than one answer opens
-- (docs/decisions/0504-answers-are-of-a-type.md).

alter table question
    drop constraint question_kind_check,
    add constraint question_kind_check check (kind in
        ('single_choice', 'multiple_choice', 'response_set', 'ordinal_scale', 'free_text', 'reason', 'span', 'pairwise')),
    -- how many options a set has
    add column least smallint check (least >= 1),
    add column most smallint check (most >= least),
    -- the most characters of a text
    add column longest int check (longest between 1 and 5000),
    -- whose answer a reason explains; null for the judgment as a whole
    add column about_question_id bigint references question,
    add constraint question_of_sets check ((kind in ('multiple_choice', 'response_set')) = (least is not null and most is not null)),
    add constraint question_in_words check ((kind in ('free_text', 'reason')) = (longest is not null)),
    add constraint question_reason check (kind = 'reason' or about_question_id is null),
    add constraint question_reason_optional check (kind <> 'reason' or not required),
    -- only what is answered with one option is combined
    add constraint question_combined check (kind in ('single_choice', 'ordinal_scale') or not (feeds_overall or derived)),
    add unique (id, gate_question_id);

-- `value` is the number of a scale's point.
alter table answer_option add column excludes_others boolean not null default false;
comment on column answer_option.excludes_others is 'of a set: none of the others fits';
create unique index answer_option_one_excludes on answer_option (question_id) where excludes_others;

alter table question_group add column at_once text check (at_once = 'safe');
comment on column question_group.at_once is 'whether a rater may give the safe option to all open questions of the group with one press';

-- A gate is opened by any of these options of one earlier question.
create table gate_option (
    question_id      bigint   not null,
    gate_question_id bigint   not null,
    position         smallint not null,
    primary key (question_id, position),
    foreign key (question_id, gate_question_id) references question (id, gate_question_id) on delete cascade,
    foreign key (gate_question_id, position) references answer_option (question_id, position)
);
comment on table gate_option is 'owner: study, which answers of an earlier question let a question be asked';

insert into gate_option (question_id, gate_question_id, position)
select id, gate_question_id, gate_position from question where gate_question_id is not null;

alter table question drop column gate_position;

-- One option, and a text, has the ordinal 0. Each option of a set has its position for an ordinal, so that the key holds it once.
alter table answer
    add constraint answer_ordinal check (ordinal = 0 or (position is not null and ordinal = position)),
    add constraint answer_content check (length(content) between 1 and 5000);

-- A draft is one row whatever its question is: it is replaced as a whole, by the page's own count.
alter table draft
    add column positions smallint[] check (cardinality(positions) between 1 and 1000),
    add constraint draft_one_value check (num_nonnulls(position, positions, content) <= 1),
    drop constraint draft_pkey,
    drop column ordinal,
    add primary key (assignment_id, question_id);
