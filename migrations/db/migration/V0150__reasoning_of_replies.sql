-- What a model thought before a reply, where it did: never shown to raters, and no part of the reply.
alter table generation add column reasoning text;
