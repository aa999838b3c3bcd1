#!/bin/sh
# Makes an authority, whose key only root can read, and one certificate for all nodes, unless they are there.
set -eu
cd /certificates
[ -f node/node.crt ] && exit 0
umask 077
rm -rf node/authority node/new
es-gencert-cli create-ca -out node/authority
es-gencert-cli create-node -ca-certificate node/authority/ca.crt -ca-key node/authority/ca.key -out node/new \
  -dns-names eventstoredb-1,eventstoredb-2,eventstoredb-3
cp node/authority/ca.crt ca/ca.crt
chmod 0644 ca/ca.crt
chown 1000:1000 node/new/node.key node/new/node.crt
mv node/new/node.key node/node.key
# The last step, so that a start that was interrupted begins again.
mv node/new/node.crt node/node.crt
