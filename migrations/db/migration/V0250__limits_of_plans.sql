-- Limits of a plan are held against a study's figures by rooms before that of design, so that what is planned of an analysis is kept there.
comment on table analysis_plan is 'owner: analysis, what is to be computed of a study, as decided before raters come';
