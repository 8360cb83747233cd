-- How messages are placed that a service shows in several folders: by the labels of one that is known for them, else as
-- somebody chose.

alter table services add column labels text not null default 'auto'
  check (labels in ('auto', 'folders', 'all-mail', 'every'));
