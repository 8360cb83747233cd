-- How the administrator of a service opens the mailboxes of others.

-- As `anna*admin`, with this between them; null: by naming whose mailbox it is (authzid).
alter table services add column master_separator text check (char_length(master_separator) = 1);
