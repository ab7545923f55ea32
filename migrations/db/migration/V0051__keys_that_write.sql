-- Programs ask for analyses: a key can be given the right to change something.
alter table api_key
    drop constraint api_key_scopes_check,
    add constraint api_key_scopes_check check (scopes <@ array ['read', 'export', 'write']);
