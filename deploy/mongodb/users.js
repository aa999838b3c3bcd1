// Run once by the image, on an empty database. The keys have a database and a user of their own: who reads views reads no key.
const admin = db.getSiblingDB('admin');
const services = ['intake', 'case-handling', 'notification', 'analytics', 'compliance', 'identity', 'relay'];

admin.createUser({
  user: 'redress-views',
  pwd: process.env.MONGODB_VIEWS_PASSWORD,
  roles: services.map((service) => ({ role: 'readWrite', db: `redress-${service}` })),
});
admin.createUser({
  user: 'redress-keys',
  pwd: process.env.MONGODB_KEYS_PASSWORD,
  roles: [{ role: 'readWrite', db: 'redress-keys' }],
});
