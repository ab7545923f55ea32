-- The replies of two runs side by side in one item: which reply the alternative is, and what its item was called before.

alter table item
    add column alternative_generation_id bigint references generation,
    add column alternative_code text check (length(alternative_code) between 1 and 200),
    add constraint item_alternative check (
        (alternative_generation_id is null) = (alternative_code is null)
        and (alternative_generation_id is null or generation_id is not null)),
    add unique (study_id, alternative_generation_id);
comment on column item.alternative_code is 'the code of the item that ended in the alternative, should they be taken apart';
