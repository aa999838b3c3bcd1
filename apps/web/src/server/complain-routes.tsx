import { webText } from '@redress/texts/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import {
  advance,
  answersIn,
  askedSteps,
  type ComplaintDraft,
  errorsOn,
  lodgeBody,
  newDraft,
  refused,
  steps,
  type Wish,
} from '../public/complain/complaint-form.js';
import type { Lodged } from '../public/complain/sent-page.js';
import { titleOf } from '../public/complain/question-page.js';
import type { OpenVisit, Visit } from './site.js';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Making a complaint, one posted form after the other. Nothing is kept here between them: the form carries what was said so far. */
export function complainRoutes(fastify: FastifyInstance, visit: OpenVisit): void {
  fastify.get('/complain', async (request, reply) => showDraft(visit(request, reply), request, newDraft(randomUUID())));

  fastify.post('/complain', async (request, reply) => {
    const visited = visit(request, reply);
    const { draft, wish } = postedDraft(request);
    if (wish !== 'send' || draft.step !== 'check') {
      return showDraft(visited, request, advance(draft, wish, visited.language));
    }
    return send(visited, request, draft);
  });
}

function postedDraft({ body }: FastifyRequest): { readonly draft: ComplaintDraft; readonly wish: Wish } {
  const form = (body ?? {}) as Readonly<Record<string, unknown>>;
  const { key, step, returning, go } = form;
  const draft: ComplaintDraft = {
    step: steps.find((known) => known === step) ?? 'who',
    answers: answersIn(form),
    errors: [],
    key: typeof key === 'string' && UUID.test(key) ? key : randomUUID(),
    returning: returning === 'yes',
  };
  return { draft, wish: (typeof go === 'string' ? go : 'next') as Wish };
}

async function send(visited: Visit, request: FastifyRequest, draft: ComplaintDraft): Promise<FastifyReply> {
  const { language } = visited;
  for (const step of askedSteps(draft.answers)) {
    const errors = errorsOn(step, draft.answers, language);
    if (errors.length > 0) return showDraft(visited, request, { ...draft, step, errors, returning: true });
  }
  // Before anything is lodged: the code is shown once, on a page that needs the policy.
  const around = await aroundDraft(visited, request);
  const answer = await visited.ask({
    method: 'POST',
    path: '/api/complaints',
    body: lodgeBody(draft.answers, language),
    idempotencyKey: draft.key,
  });
  if (!answer.ok) return showDraft(visited, request, refused(draft, answer.problem), answer.problem.status);
  const { reference, trackingCode } = answer.document as Lodged;
  return visited.showLive(webText(language, 'web.sent.title'), {
    page: 'complain',
    ...around,
    draft: newDraft(randomUUID()),
    lodged: { reference, trackingCode },
  });
}

async function showDraft(
  visited: Visit,
  request: FastifyRequest,
  draft: ComplaintDraft,
  status = draft.errors.length > 0 ? 422 : 200,
): Promise<FastifyReply> {
  const around = await aroundDraft(visited, request);
  return visited.showLive(titleOf(draft, visited.language), { page: 'complain', ...around, draft }, status);
}

/** What the page says besides the questions. */
async function aroundDraft(visited: Visit, { protocol, host }: FastifyRequest) {
  const { steps: ofPolicy } = await visited.policy();
  return { steps: ofPolicy, trackUrl: `${protocol}://${host}/track` };
}
