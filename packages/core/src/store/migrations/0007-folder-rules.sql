-- Which folders of the old mailboxes are not copied, and where others go: of every pass over a mailbox of the move that is not
-- asked for with other ones.
alter table moves add column folder_rules jsonb not null default '{"exclude": [], "map": []}';
