export * from './follower-sources.js';
export * from './known-history.js';
export * from './log-follower.js';
export * from './log-watch.js';
export * from './provide-view.js';
export * from './tokens.js';
export * from './view-reader.js';
export * from './view-registry.js';
