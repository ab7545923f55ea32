-- A table is written by one room of the application, which its comment names; others ask that room.

comment on table account is 'owner: identity, members of the staff, and raters who sign in';
comment on table account_session is 'owner: identity, who is signed in, by the hash of what their browser holds';
comment on table one_time_link is 'owner: identity, links that set one password, once';
comment on table sign_in_failure is 'owner: identity, failed sign-ins of the last day, for the limit';
comment on table api_key is 'owner: identity, keys with which programs read the API';
comment on table installation_secret is 'owner: identity, secrets that the installation made for itself';
comment on table audit_entry is 'owner: identity, who did what, and when; never changed';

comment on table study is 'owner: study, what is asked, of whom, how often, and whether it is open';
comment on table study_member is 'owner: study, which accounts work with a study, and with which rights';
comment on table consent_version is 'owner: study, statements that raters agree to';
comment on table rubric is 'owner: study, versions of a study''s questions';
comment on table question_group is 'owner: study, questions that stand together';
comment on table question is 'owner: study, questions of a rubric, asked or derived';
comment on table answer_option is 'owner: study, what can be answered to a question';
comment on table axis is 'owner: study, what raters are asked about themselves';
comment on table axis_choice is 'owner: study, what is offered on an axis';
comment on table rater_group is 'owner: study, groups on an axis, as they are analysed';
comment on table group_mapping is 'owner: study, versions of the rules from raw values to groups';
comment on table group_rule is 'owner: study, which raw value belongs to which group';
comment on table stratum is 'owner: study, recruitment cells with their places, and how many are booked';
comment on table stratum_group is 'owner: study, the groups that a stratum takes';

comment on table item is 'owner: item, conversations under judgment';
comment on table turn is 'owner: item, what was said in them, in order';
comment on table gold_label is 'owner: item, experts'' labels of items';

comment on table model is 'owner: generation, models that replies were asked of';
comment on table prompt_set is 'owner: generation, prompts as one run has them';
comment on table prompt is 'owner: generation, conversations that a model continues';
comment on table generation_run is 'owner: generation, runs over a prompt set, and whose they are';
comment on table generation is 'owner: generation, replies with their provenance, or why there is none';

comment on table rater_pool is 'owner: rater, where raters come from';
comment on table rater is 'owner: rater, people, by their pool''s names for them';
comment on table participation is 'owner: rater, a rater''s part in a study';
comment on table demographic_answer is 'owner: rater, what raters say of themselves, raw';
comment on table group_membership is 'owner: rater, the groups that the study''s mapping puts them in';

comment on table seat is 'owner: assignment, how many judgments of an item a stratum gives, and how many are leased or in';
comment on table assignment is 'owner: assignment, items shown to raters';
comment on table skip is 'owner: assignment, items passed over, with the reason';
comment on table draft is 'owner: assignment, what was chosen and not yet submitted';

comment on table judgment is 'owner: judgment, submissions; a change is a new revision';
comment on table answer is 'owner: judgment, the answers of a submission, keyed by question first';
comment on table submission_key is 'owner: judgment, clients'' keys, by which a retry is known';
comment on table outbox is 'owner: judgment, events for webhooks; nothing is written to it until it has a reader';

-- The trail is read newest first, and by action; judgments are so many that they are found without an index.
create index audit_entry_action on audit_entry (action, id) where action <> 'judgment.submitted';
