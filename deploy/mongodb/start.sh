#!/bin/sh
# Members of a replica set with passwords need a key file that only the server can read.
set -eu
umask 077
printf '%s' "$MONGODB_REPLICA_KEY" >/tmp/replica.key
unset MONGODB_REPLICA_KEY
exec docker-entrypoint.sh mongod --bind_ip_all --replSet rs0 --keyFile /tmp/replica.key
