-- Conversations that end in two replies, to be compared (docs/decisions/0506-two-replies-are-one-item.md). The second is a turn of
-- its own behind the first.

alter table turn
    drop constraint turn_speaker_check,
    add constraint turn_speaker_check check (speaker in ('system', 'user', 'chatbot', 'alternative'));
create unique index turn_one_alternative on turn (item_id) where speaker = 'alternative';
