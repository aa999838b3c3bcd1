// The health check: makes the one server a replica set the first time, and is content once it takes writes.
db.getSiblingDB('admin').auth('admin', process.env.MONGO_INITDB_ROOT_PASSWORD);
try {
  rs.status();
} catch {
  rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'mongodb:27017' }] });
}
if (!db.hello().isWritablePrimary) quit(1);
