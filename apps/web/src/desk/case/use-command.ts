import { type ApiClient, type components } from '@redress/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { answerOf, ApiRefusal, REVISION_MISMATCH, useApi } from '../api.js';
import type { StoryEvent } from '../words.js';
import { showAtLeast } from './case-queries.js';
import type { CaseCommand, Draft } from './command-fields.js';
import { eventWords } from './event-words.js';

/** What any command answers, and what some do besides. */
type CommandAnswer = components['schemas']['CommandAnswer'] &
  Pick<components['schemas']['TrackingCodeAnswer'], 'trackingCode'>;

/** What was typed and not sent yet, by case and command, for as long as this page of the browser lives: it is personal, so no disk keeps it. */
const drafts = new Map<string, Draft>();

/** What was typed into a form; it is there again when the form is opened again. */
export function useDraft(name: string, initial: Draft = {}) {
  const [draft, setDraft] = useState<Draft>(() => drafts.get(name) ?? initial);
  const change = useCallback(
    (changed: Draft) => {
      setDraft((before) => {
        const after = { ...before, ...changed };
        drafts.set(name, after);
        return after;
      });
    },
    [name],
  );
  const forget = useCallback(() => {
    drafts.delete(name);
    setDraft({});
  }, [name]);
  return { draft, change, forget };
}

/** Why a command was not decided: others changed the case after what this reader saw. */
export class ChangedMeanwhile extends Error {
  constructor(
    /** What they did, oldest first. */
    readonly entries: readonly StoryEvent[],
    /** The revision that is the present one now. */
    readonly revision: number,
  ) {
    super('The case changed meanwhile.');
    this.name = 'ChangedMeanwhile';
  }
}

interface Sending {
  readonly command: CaseCommand;
  readonly reference: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The state that was seen. */
  readonly revision: number;
  readonly idempotencyKey: string;
}

function post(api: ApiClient, { command, reference, body, revision, idempotencyKey }: Sending): Promise<CommandAnswer> {
  // The table of commands ties each body to its command; the client's types cannot follow a command that is a variable.
  const send = api.POST as unknown as (
    path: string,
    request: object,
  ) => Promise<{ data?: CommandAnswer; error?: unknown; response: Response }>;
  return answerOf(
    send(`/api/cases/{reference}/${command}`, {
      params: { path: { reference }, header: { 'Idempotency-Key': idempotencyKey, 'If-Match': `"${revision}"` } },
      body,
    }),
  );
}

async function changesSince(api: ApiClient, reference: string, revision: number): Promise<ChangedMeanwhile> {
  const { events } = await answerOf(
    api.GET('/api/cases/{reference}/history', { params: { path: { reference }, query: {} } }),
  );
  return new ChangedMeanwhile(
    events.filter((entry) => entry.revision > revision),
    events.at(-1)?.revision ?? revision,
  );
}

/** Tells whether what happened cannot matter to a decision: a message went out. */
function isDelivery({ type }: StoryEvent): boolean {
  return eventWords(type)?.kind === 'delivery';
}

/** Sends a command. Where only messages went out since the state that was seen, decides on the present one without asking again. */
async function sendOn(api: ApiClient, sending: Sending): Promise<CommandAnswer> {
  try {
    return await post(api, sending);
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.code !== REVISION_MISMATCH) throw error;
    const changed = await changesSince(api, sending.reference, sending.revision);
    if (!changed.entries.every(isDelivery)) throw changed;
    return post(api, { ...sending, revision: changed.revision });
  }
}

/** A key for each different body, so that a repeat after a broken connection is not a second command. */
function useIdempotencyKey() {
  const [keys] = useState(() => new Map<string, string>());
  return (body: object): string => {
    const text = JSON.stringify(body);
    const known = keys.get(text) ?? crypto.randomUUID();
    keys.set(text, known);
    return known;
  };
}

/** Sends a command on a case, and is done when the page shows the state that it brought about. */
export function useCommand(
  command: CaseCommand,
  reference: string,
  onDone: (body: Readonly<Record<string, unknown>>, answer: CommandAnswer) => void,
) {
  const api = useApi();
  const queries = useQueryClient();
  const keyOf = useIdempotencyKey();
  return useMutation({
    mutationFn: async ({ body, revision }: { body: Readonly<Record<string, unknown>>; revision: number }) => {
      const answer = await sendOn(api, { command, reference, body, revision, idempotencyKey: keyOf(body) });
      await showAtLeast(queries, reference, answer.revision);
      return answer;
    },
    onSuccess: (answer, { body }) => onDone(body, answer),
  });
}
