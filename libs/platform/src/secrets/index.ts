export * from './server-secrets.js';
