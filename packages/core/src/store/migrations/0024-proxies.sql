-- Mail services that are reached through a proxy.

-- Null: directly. The password is in the vault, for `proxy-sign-in` and the service.
alter table services
  add column proxy_kind text check (proxy_kind in ('socks5', 'http', 'https')),
  add column proxy_host text,
  add column proxy_port int check (proxy_port between 1 and 65535),
  add column proxy_user text,
  add constraint services_proxy_check check (
    (proxy_kind is null) = (proxy_host is null) and (proxy_kind is null) = (proxy_port is null)
    and (proxy_kind is not null or proxy_user is null));
