export { LANE_BYTES_MAX } from './lane.js';
export type { Direction } from './network-faults.js';
export { NetworkProxy, type NetworkProxyOptions } from './network-proxy.js';
export type { NetworkTarget } from './proxied-connection.js';
