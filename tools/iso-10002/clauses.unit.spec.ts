import { describe, expect, it } from '@jest/globals';
import { complaintEventTypes, systemicProblemEvents } from '@redress/contracts';
import { complaintCommandTypes } from '@redress/domain';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The rows of the table of clauses, as each column's words in backticks. */
const rows = readFileSync(join(root, 'docs/reference/iso-10002.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split('|').slice(1, -1))
  .map(([clause = '', , commands = '', events = '', proofs = '']) => ({
    clause: clause.trim(),
    commands: wordsIn(commands),
    events: wordsIn(events),
    proofs: wordsIn(proofs),
  }));

function wordsIn(column: string): readonly string[] {
  return [...column.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

describe('The table of clauses', () => {
  it('has a row for each clause that handling goes by', () => {
    const clauses = new Set(rows.map(({ clause }) => clause));
    expect([...clauses]).toEqual(
      expect.arrayContaining(['4', '7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '7.7', '7.8', '7.9', '8.2', '8.7']),
    );
  });

  it('names every command on a complaint, and none that there is not', () => {
    const named = new Set(rows.flatMap(({ commands }) => commands));
    expect([...named].sort()).toEqual([...complaintCommandTypes].sort());
  });

  it('names every event of a complaint or of the register of systemic problems, and none that there is not', () => {
    const named = new Set(rows.flatMap(({ events }) => events));
    expect([...named].sort()).toEqual([...complaintEventTypes, ...Object.keys(systemicProblemEvents)].sort());
  });

  it('names for each row specs that are there', () => {
    for (const { clause, proofs } of rows) {
      expect([clause, proofs.length]).not.toEqual([clause, 0]);
      for (const proof of proofs) expect([proof, existsSync(join(root, proof))]).toEqual([proof, true]);
    }
  });
});
