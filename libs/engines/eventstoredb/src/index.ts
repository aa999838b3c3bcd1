export {
  eventStoreDbUrlFault,
  type EventStoreDbUrlFault,
  type EventStoreDbUser,
  eventStoreDbUserOf,
} from './connection/url.js';
export { type EventStoreDbEventStoreOptions, openEventStoreDbEventStore } from './event-store/event-store.js';
export { type AccessList, type AccessLists, leastRights } from './permissions/least-rights.js';
export { type PermissionsSet, setPermissions, type SetPermissionsOptions } from './permissions/set-permissions.js';
