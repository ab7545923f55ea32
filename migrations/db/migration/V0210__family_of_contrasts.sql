-- p of a contrast adjusted over every contrast of its analysis; null for what is none, and in analyses made before.
alter table estimate add column p_max_t double precision;
alter table release_estimate add column p_max_t double precision;
