#!/bin/sh
# Members of a replica set that asks for passwords need a key file, readable by the server alone.
set -eu
umask 077
printf '%s' "$MONGODB_REPLICA_KEY" >/tmp/replica.key
unset MONGODB_REPLICA_KEY
exec docker-entrypoint.sh mongod --bind_ip_all --replSet rs0 --keyFile /tmp/replica.key
