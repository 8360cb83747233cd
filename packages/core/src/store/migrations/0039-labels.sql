-- Of a service that shows one message in several folders, one row stands for it; the others are to be found there.
alter table messages add column elsewhere boolean not null default false;
