-- Whether folders of other users, and shared ones, are copied out of a service.

alter table services add column shared_folders boolean not null default false;
