import { serveWeb } from './index.js';

await serveWeb();
