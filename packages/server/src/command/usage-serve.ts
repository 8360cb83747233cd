/** `caravan serve --help`: what a server takes, without the rest of the program. */
export const SERVE_USAGE = `caravan serve [--host H] [--port P] runs the server: the console in the browser, and the API.

At its first start it prints a link that makes the first owner and works once. Stop it with Ctrl-C.

  --host H, --port P         where it listens (127.0.0.1, 8025)
  --passes N                 passes at once (4)
  --no-worker                runs no passes itself: \`caravan worker\` does, here or on other machines
  --replace-lost-key         the master key is lost for good: go on with another; credentials are asked for again
  --data DIR                 the data folder (else CARAVAN_DATA, else /var/lib/caravan for root,
                             ~/.local/share/caravan for others); DATABASE_URL names a PostgreSQL server instead

Environment, read at the start
  CARAVAN_ALLOW_HOSTS        mail servers inside your own network that may be named in the console; all that is not
                             of the public internet is refused otherwise:
                             CARAVAN_ALLOW_HOSTS='mail.corp.example, 10.0.0.0/8' caravan serve
  CARAVAN_PROXIES            proxies on other machines that are believed
  CARAVAN_MASTER_KEY_FILE    the key that passwords are sealed under
  CARAVAN_METRICS_TOKEN      who sends it reads figures at /metrics
  CARAVAN_LOG                info, debug, warn, …

Links and QR codes lead to the public address. Set it in the console (Settings, This server) and start the server
again; without one they lead to this machine alone.

All of it: docs/operations.md. The other commands: caravan --help
`
