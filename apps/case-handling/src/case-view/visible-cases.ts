import { Injectable } from '@nestjs/common';
import { COMPLAINT_STREAM_PREFIX, complaintStream, referenceOf, stateIn, withoutMentions } from '@redress/complaints';
import { may, parseReference, type Asking } from '@redress/domain';
import type { FindQuery, JsonObject, ViewDocument } from '@redress/eventing';
import { ViewReader, type Page, fullPage } from '@redress/platform';
import type { CaseAnswer } from './case.answer.js';
import { caseProjection } from './case.projection.js';

const VIEW = caseProjection.view.name;

/**
 * The cases of the view as one reader may know of them. A case behind a wall leaves no trace.
 */
@Injectable()
export class VisibleCases {
  constructor(private readonly views: ViewReader) {}

  /** One page; personal values are opened only for a reader who may see them. */
  async find(query: FindQuery, reader: Asking): Promise<Page<ViewDocument>> {
    const page = await this.findSealed(query, reader);
    return may(reader, 'view-personal-data') ? { ...page, items: await this.views.opened(page.items) } : page;
  }

  /** As {@link find}, with personal values sealed for every reader. */
  findSealed(query: FindQuery, reader: Asking): Promise<Page<ViewDocument>> {
    return fullPage(query, {
      fetch: (asked) => this.views.findSealed(VIEW, asked),
      seen: (documents) => Promise.resolve(documents.filter((document) => isVisible(document, reader))),
    });
  }

  /** Cases as answered, without the other complaints that the reader may not know of. */
  async withoutHidden(cases: readonly CaseAnswer[], reader: Asking): Promise<readonly CaseAnswer[]> {
    const others = [...new Set(cases.flatMap(othersIn))];
    if (others.length === 0) return cases;
    const documents = await this.views.manySealed(VIEW, others.map(streamOf));
    const hidden = others.filter((other) => {
      const document = documents.get(streamOf(other));
      return document !== undefined && !isVisible(document, reader);
    });
    return hidden.length === 0 ? cases : cases.map((shown) => without(hidden, shown));
  }
}

/** Whether no wall stands between the reader and a case, as far as the view knows. */
export function isVisible({ body }: { readonly body: JsonObject }, reader: Asking): boolean {
  return may(reader, 'view-case', stateIn(body));
}

function streamOf(shown: string): string {
  const parsed = parseReference(shown);
  return parsed.ok ? complaintStream(parsed.reference) : `${COMPLAINT_STREAM_PREFIX}${shown}`;
}

/** The other complaints that an answer names. */
function othersIn({ links, mergedInto, merges, absorbed, splitFrom, splitInto }: CaseAnswer): readonly string[] {
  const lists = [...links, ...absorbed, ...splitInto].map(({ complaint }) => complaint);
  return [...lists, ...merges.map(({ into }) => into), mergedInto, splitFrom].filter((other) => other !== null);
}

function without(hidden: readonly string[], shown: CaseAnswer): CaseAnswer {
  const stored = hidden.map((other) => referenceOf(streamOf(other)));
  const isShown = ({ complaint }: { readonly complaint: string }): boolean => !hidden.includes(complaint);
  const orNone = (other: string | null): string | null => (other === null || hidden.includes(other) ? null : other);
  const rest = {
    ...shown,
    links: shown.links.filter(isShown),
    absorbed: shown.absorbed.filter(isShown),
    splitInto: shown.splitInto.filter(isShown),
    merges: shown.merges.filter(({ into }) => !hidden.includes(into)),
    mergedInto: orNone(shown.mergedInto),
    splitFrom: orNone(shown.splitFrom),
    // A task about another complaint bears that one's reference in its name, and is done there.
    tasks: shown.tasks.filter(({ task }) => !stored.some((other) => task.toUpperCase().includes(other))),
  };
  return withoutMentions(rest as unknown as JsonObject, new Set(stored)) as unknown as CaseAnswer;
}
