import { serveRelay } from './serve-relay.js';

await serveRelay();
