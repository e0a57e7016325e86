#!/bin/sh
# nginx looks the replicas' addresses up when it reads its configuration. Their name is looked up here every
# few seconds, and when the addresses have changed, because a replica was made anew or there are more of
# them, the configuration is read again; requests that are under way are not cut.
set -eu

addresses() {
  getent ahostsv4 mplp-core | awk '{ print $1 }' | sort -u | tr '\n' ' '
}

known=$(addresses)
nginx -g 'daemon off;' &
server=$!
trap 'kill -QUIT "$server" 2> /dev/null || true' TERM QUIT INT

while kill -0 "$server" 2> /dev/null; do
  sleep 3 &
  wait $! || true
  now=$(addresses)
  if [ -n "$now" ] && [ "$now" != "$known" ] && nginx -s reload; then
    known=$now
  fi
done
wait "$server"
