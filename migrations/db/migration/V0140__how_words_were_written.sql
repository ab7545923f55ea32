-- Two more signals of care, of answers in words: how often something was pasted into one, and how often the page was left while its
-- rater wrote. Only the numbers are kept, and only where the study looks at them and told so.
alter table study_signal
    drop constraint study_signal_signal_check,
    add constraint study_signal_signal_check check
        (signal in ('speed', 'straightLining', 'attention', 'duplicateDevice', 'panelFlag', 'paste', 'lostFocus'));

create table how_written (
    judgment_id bigint not null references judgment on delete cascade,
    question_id bigint not null references question,
    -- null where the study does not look at it
    pastes      int check (pastes between 0 and 100000),
    leaves      int check (leaves between 0 and 100000),
    primary key (judgment_id, question_id),
    check (num_nonnulls(pastes, leaves) > 0)
);
comment on table how_written is
    'owner: judgment, how often something was pasted into an answer in words, and how often the page was left while it was written';
