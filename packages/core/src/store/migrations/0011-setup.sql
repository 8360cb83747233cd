-- Where the passwords of single mailboxes come from, once somebody has said so: their employees, or a table.

alter table services add column passwords_from text check (passwords_from in ('employees', 'table'));
