export { RelayModule, serveRelay } from './relay.js';
