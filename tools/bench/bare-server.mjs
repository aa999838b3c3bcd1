// The baseline of the same guarantee: a Fastify server that only stores each request's body durably on SQLite, with one commit for all
// requests of one turn of the event loop.
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { join } from 'node:path';

const db = new Database(join(process.env.REDRESS_DATA, 'bare.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)');
const insert = db.prepare('INSERT INTO events (id, body) VALUES (?, ?)');
const writeAll = db.transaction((group) => {
  for (const { id, body } of group) insert.run(id, body);
});

let waiting = [];
function commit() {
  const group = waiting;
  waiting = [];
  writeAll(group);
  for (const { resolve } of group) resolve();
}

const server = Fastify();
server.post('/api/complaints', async (request, reply) => {
  const id = crypto.randomUUID();
  await new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ id, body: JSON.stringify(request.body), resolve });
  });
  reply.code(201);
  return { id };
});
process.stdout.write(`${await server.listen({ port: 0, host: '127.0.0.1' })}\n`);
