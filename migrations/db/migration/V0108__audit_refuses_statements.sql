-- Changing the audit trail is refused to whoever does not own it, even where it holds nothing that would be changed.
create trigger audit_entry_is_not_changed before update or delete on audit_entry for each statement execute function audit_only_grows();
create trigger audit_seal_is_not_changed before update or delete on audit_seal for each statement execute function audit_only_grows();
