import { createApiClient } from '@redress/api-client';
import type { Language } from '@redress/contracts';
import type { PublicPage } from '@redress/texts';
import { webText } from '@redress/texts/web';
import { Button, Notice, useLanguage } from '@redress/ui';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import {
  advance,
  answersIn,
  type ComplaintDraft,
  fieldsOf,
  lodgeBody,
  newDraft,
  refused,
  type Wish,
} from './complaint-form.js';
import { forgetDraft, keepDraft, keptDraft } from './draft-store.js';
import { QuestionPage, titleOf } from './question-page.js';
import { type Lodged, SentPage } from './sent-page.js';

export interface ComplainPageProps {
  readonly draft: ComplaintDraft;
  readonly steps: PublicPage['steps'];
  readonly trackUrl: string;
  /** Set on the last page. */
  readonly lodged?: Lodged | undefined;
}

type Sending = 'no' | 'now' | 'no-connection';

/**
 * Making a complaint. Rendered by the server it is a row of posted forms. A script asks the same questions without loading pages, keeps what
 * is typed on the device, and sends it when there is a connection.
 */
export function ComplainPage({
  draft: rendered,
  steps,
  trackUrl,
  organization,
  lodged: lodgedBefore,
}: ComplainPageProps & { readonly organization: string }) {
  const language = useLanguage();
  const [draft, setDraft] = useState(rendered);
  const [lodged, setLodged] = useState(lodgedBefore);
  const [sending, setSending] = useState<Sending>('no');
  const [isFromDevice, setFromDevice] = useState(false);
  const place = useRef<HTMLDivElement>(null);

  const show = useCallback((next: ComplaintDraft): void => {
    setDraft(next);
    void keepDraft(next);
    if (next.errors.length > 0) return;
    history.pushState({ step: next.step }, '');
    window.scrollTo(0, 0);
    place.current?.focus();
  }, []);

  const send = useCallback(
    async (complete: ComplaintDraft): Promise<void> => {
      setSending('now');
      const outcome = await lodge(complete, language);
      setSending(outcome === 'no-connection' ? 'no-connection' : 'no');
      if (outcome === 'no-connection') return;
      if ('refusal' in outcome) return show(refused(complete, outcome.refusal));
      await forgetDraft();
      setLodged(outcome.lodged);
      history.replaceState(null, '');
      window.scrollTo(0, 0);
      place.current?.focus();
    },
    [language, show],
  );

  useEffect(() => {
    if (lodgedBefore !== undefined) void forgetDraft();
    // A draft that was posted is further than one on the device.
    else if (Object.keys(rendered.answers).length === 0) {
      void keptDraft().then((kept) => {
        if (kept === undefined || Object.keys(kept.answers).length === 0) return;
        setDraft({ ...kept, errors: [] });
        setFromDevice(true);
      });
    }
  }, [lodgedBefore, rendered]);

  useEffect(() => {
    const onBack = ({ state }: PopStateEvent): void => {
      const step = (state as { readonly step?: ComplaintDraft['step'] } | null)?.step ?? 'who';
      setDraft((now) => ({ ...now, step, errors: [], returning: false }));
    };
    window.addEventListener('popstate', onBack);
    return () => {
      window.removeEventListener('popstate', onBack);
    };
  }, []);

  useEffect(() => {
    if (sending !== 'no-connection') return undefined;
    const again = (): void => void send(draft);
    window.addEventListener('online', again);
    return () => {
      window.removeEventListener('online', again);
    };
  }, [sending, draft, send]);

  useEffect(() => {
    const title = lodged === undefined ? titleOf(draft, language) : webText(language, 'web.sent.title');
    document.title = `${title} - ${organization}`;
  }, [draft, lodged, language, organization]);

  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    const wish = (button?.value ?? 'next') as Wish;
    const next = advance(withTyped(draft, event.currentTarget), wish, language);
    if (wish === 'send' && next.errors.length === 0) void send(next);
    else show(next);
  };

  return (
    <div
      ref={place}
      tabIndex={-1}
      className="outline-none"
      onInput={(event) => {
        const form = (event.target as HTMLInputElement).form;
        if (form !== null) void keepDraft(withTyped(draft, form));
      }}
    >
      {lodged !== undefined ? (
        <SentPage lodged={lodged} steps={steps} trackUrl={trackUrl} />
      ) : (
        <>
          {isFromDevice && (
            <Notice>
              <p>{webText(language, 'web.complain.kept')}</p>
              <Button
                type="button"
                kind="secondary"
                onClick={() => {
                  void forgetDraft();
                  setFromDevice(false);
                  setDraft(newDraft(crypto.randomUUID()));
                }}
              >
                {webText(language, 'web.complain.start-again')}
              </Button>
            </Notice>
          )}
          <div role="status">
            {sending === 'now' && <Notice>{webText(language, 'web.complain.sending')}</Notice>}
            {sending === 'no-connection' && (
              <Notice kind="due">
                <p>{webText(language, 'web.complain.offline')}</p>
                <Button type="button" kind="secondary" onClick={() => void send(draft)}>
                  {webText(language, 'web.complain.again')}
                </Button>
              </Notice>
            )}
          </div>
          <QuestionPage draft={draft} onSubmit={onSubmit} isSending={sending === 'now'} />
        </>
      )}
    </div>
  );
}

/** The draft with what is typed on its page now. */
function withTyped(draft: ComplaintDraft, form: HTMLFormElement): ComplaintDraft {
  const own: readonly string[] = fieldsOf[draft.step];
  const others = Object.entries(draft.answers).filter(([field]) => !own.includes(field));
  return { ...draft, answers: { ...Object.fromEntries(others), ...answersIn(Object.fromEntries(new FormData(form))) } };
}

type Outcome = 'no-connection' | { readonly lodged: Lodged } | { readonly refusal: Parameters<typeof refused>[1] };

/** Sends a complaint. Sent again, it is the same complaint: its key says so. */
async function lodge({ answers, key }: ComplaintDraft, language: Language): Promise<Outcome> {
  try {
    const { data, error } = await createApiClient({ language, as: 'stranger' }).POST('/api/complaints', {
      params: { header: { 'Idempotency-Key': key } },
      body: lodgeBody(answers, language),
    });
    return data === undefined ? { refusal: error } : { lodged: data };
  } catch {
    return 'no-connection';
  }
}
