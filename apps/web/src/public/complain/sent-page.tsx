import type { PublicPage } from '@redress/texts';
import { webText } from '@redress/texts/web';
import { Button, buttonClass, Code, Notice, useLanguage } from '@redress/ui';
import { create } from 'qrcode';
import { PrintButton } from '../print-button.js';

/** What the API answers to a complaint that it received. */
export interface Lodged {
  readonly reference: string;
  readonly trackingCode: string;
}

export interface SentPageProps {
  readonly lodged: Lodged;
  /** What happens next and by when, from the policy. */
  readonly steps: PublicPage['steps'];
  /** Address of the page that follows a complaint. */
  readonly trackUrl: string;
}

/** The last page: what to keep, and what happens next. */
export function SentPage({ lodged: { reference, trackingCode }, steps, trackUrl }: SentPageProps) {
  const language = useLanguage();
  return (
    <>
      <Notice kind="done">
        <h1 className="text-2xl font-bold">{webText(language, 'web.sent.title')}</h1>
      </Notice>
      <dl className="my-6 flex flex-col gap-4 text-xl">
        <div>
          <dt className="text-l text-muted">{webText(language, 'web.sent.reference')}</dt>
          <dd>
            <Code>{reference}</Code>
          </dd>
        </div>
        <div>
          <dt className="text-l text-muted">{webText(language, 'web.sent.code')}</dt>
          <dd>
            <Code>{trackingCode}</Code>
          </dd>
        </div>
      </dl>
      <p className="my-4">{webText(language, 'web.sent.keep')}</p>
      <Notice kind="due">{webText(language, 'web.sent.secret')}</Notice>
      {/* The part after # stays in the browser that opens it. */}
      <QrCode
        content={`${trackUrl}#reference=${encodeURIComponent(reference)}&code=${encodeURIComponent(trackingCode)}`}
        label={webText(language, 'web.sent.qr')}
      />
      <h2 className="mt-8 mb-2 text-xl font-bold">{webText(language, 'web.sent.next')}</h2>
      <ol className="flex list-numbers flex-col gap-2 ps-6">
        {steps.map(({ clock, text, time }) => (
          <li key={clock}>
            {text} <strong className="block">{time}</strong>
          </li>
        ))}
      </ol>
      <div className="mt-8 flex flex-wrap gap-4 print:hidden">
        <a href="/track" className={buttonClass('primary')}>
          {webText(language, 'web.sent.follow')}
        </a>
        <form method="post" action="/track">
          <input type="hidden" name="reference" value={reference} />
          <input type="hidden" name="code" value={trackingCode} />
          <Button kind="secondary">{webText(language, 'web.sent.add-files')}</Button>
        </form>
        <PrintButton />
      </div>
    </>
  );
}

/** Light modules around the code, without which readers miss it (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A QR code, dark on light in every theme, because readers expect that. */
function QrCode({ content, label }: { readonly content: string; readonly label: string }) {
  const { modules } = create(content, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const rows = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => (modules.get(y, x) ? `M${x} ${y}h1v1h-1z` : '')).join(''),
  );
  return (
    <figure className="my-6">
      <svg
        role="img"
        aria-label={label}
        viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${size + 2 * QUIET_ZONE} ${size + 2 * QUIET_ZONE}`}
        className="size-44"
        shapeRendering="crispEdges"
      >
        <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width="100%" height="100%" fill="#ffffff" />
        <path d={rows.join('')} fill="#000000" />
      </svg>
      <figcaption className="text-m text-muted">{label}</figcaption>
    </figure>
  );
}
