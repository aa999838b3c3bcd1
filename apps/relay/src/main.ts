import { serveRelay } from './relay.js';

await serveRelay();
