-- How long the rater was active on a question: between the answer before it, or the item's beginning, and this answer. Measured by
-- their page; null where that ran without scripts, or where nobody measured.
alter table answer add column active_ms bigint check (active_ms >= 0);
