import type { PublicPage } from '@redress/texts';
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
import { questionText } from '../public/complain/question-page.js';
import type { createSite, Visit } from './site.js';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Making a complaint, one posted form after the other. Nothing is kept here between them: the form carries what was said so far. */
export function complainRoutes(fastify: FastifyInstance, visit: ReturnType<typeof createSite>): void {
  fastify.get('/complain', async (request, reply) =>
    showDraft(await visit(request, reply), request, newDraft(randomUUID())),
  );

  fastify.post('/complain', async (request, reply) => {
    const visited = await visit(request, reply);
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
    ...around(visited.policy, request),
    draft: newDraft(randomUUID()),
    lodged: { reference, trackingCode },
  });
}

function showDraft(visited: Visit, request: FastifyRequest, draft: ComplaintDraft, status?: number): FastifyReply {
  const { language, policy } = visited;
  const title = questionText(draft.step, language);
  const isWrong = draft.errors.length > 0;
  return visited.showLive(
    isWrong ? webText(language, 'web.error-prefix', { title }) : title,
    { page: 'complain', ...around(policy, request), draft },
    status ?? (isWrong ? 422 : 200),
  );
}

/** What the page says besides the questions. */
function around(policy: PublicPage, { protocol, host }: FastifyRequest) {
  return { steps: policy.steps, trackUrl: `${protocol}://${host}/track` };
}
