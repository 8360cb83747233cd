-- Whether lines to a service are compressed: where they are seen to be slow, always, or never.

alter table services add column compress text not null default 'auto' check (compress in ('auto', 'always', 'never'));
