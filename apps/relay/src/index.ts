export { serveRelay } from './relay.js';
