import { Button } from '@redress/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import type { DeskCase } from '../words.js';
import { showAtLeast } from './case-queries.js';
import { Said } from './said.js';

type CaseFile = NonNullable<DeskCase['attachments']>[number];

/** Pictures that hold nothing but a picture; an SVG may hold a program. */
const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']);
/** The longest text that is shown in the page; what is longer is downloaded. */
const TEXT_BYTES_MAX = 100_000;
const KILOBYTE = 1_000;

function isText({ mediaType, bytes }: CaseFile): boolean {
  return mediaType.startsWith('text/plain') && bytes <= TEXT_BYTES_MAX;
}

/** A text file as it is, never as anything that a browser would run. */
function TextPreview({ reference, file: { attachment } }: { readonly reference: string; readonly file: CaseFile }) {
  const api = useApi();
  const text = useQuery({
    queryKey: ['file', reference, attachment],
    queryFn: () =>
      answerOf<unknown>(
        api.GET('/api/cases/{reference}/attachments/{attachment}', {
          params: { path: { reference, attachment } },
          parseAs: 'text',
        }),
      ),
    staleTime: Infinity,
  });
  if (text.isError) return <Failure error={text.error} onRetry={() => void text.refetch()} />;
  return <Said text={text.data} />;
}

/** One file: to be saved, and where it is only a picture or a text, looked at here once somebody asks. */
function File({ reference, file }: { readonly reference: string; readonly file: CaseFile }) {
  const say = useSay();
  const { number } = useMoments();
  const [isOpen, setOpen] = useState(false);
  const address = `/api/cases/${reference}/attachments/${file.attachment}`;
  const isPicture = PICTURES.has(file.mediaType);
  return (
    <li>
      <a href={address} download>
        {typeof file.name === 'string' ? <bdi>{file.name}</bdi> : say('desk.file.unnamed')}
      </a>{' '}
      <span className="text-s text-muted">
        {say('desk.file.size', { kilobytes: number(Math.ceil(file.bytes / KILOBYTE)) })}
      </span>
      {(isPicture || isText(file)) && (
        <details className="print:hidden" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary className="cursor-pointer text-s text-accent pointer-coarse:min-h-11">
            {say('desk.file.look')}
          </summary>
          {isOpen && isPicture && (
            <img
              src={address}
              alt={typeof file.name === 'string' ? file.name : say('desk.file.unnamed')}
              className="max-h-96 max-w-full border border-hairline"
            />
          )}
          {isOpen && !isPicture && <TextPreview reference={reference} file={file} />}
        </details>
      )}
    </li>
  );
}

/** Adds files, one request each. Says which of them is under way; what was refused stays refused, the others are kept. */
function AddFiles({ reference }: { readonly reference: string }) {
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<{ readonly at: number; readonly of: number }>();
  const sending = useMutation({
    mutationFn: async (files: readonly Blob[]) => {
      for (const [index, file] of files.entries()) {
        setProgress({ at: index + 1, of: files.length });
        const form = new FormData();
        form.append('file', file);
        const { revision } = await answerOf(
          api.POST('/api/cases/{reference}/attachments', {
            params: { path: { reference }, header: { 'Idempotency-Key': crypto.randomUUID() } },
            body: '',
            bodySerializer: () => form,
          }),
        );
        await showAtLeast(queries, reference, revision);
      }
    },
    onSettled: () => {
      setProgress(undefined);
      if (input.current !== null) input.current.value = '';
    },
  });
  return (
    <div className="mt-2 print:hidden">
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={say('desk.file.add')}
        className="sr-only"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          if (files.length > 0) sending.mutate(files);
        }}
      />
      <Button type="button" kind="secondary" disabled={sending.isPending} onClick={() => input.current?.click()}>
        {say('desk.file.add')}
      </Button>
      <p role="status" className="text-s text-muted">
        {progress !== undefined && say('desk.file.sending', progress)}
      </p>
      {sending.isError && <Failure error={sending.error} />}
    </div>
  );
}

/** The files of a case, and a way to add some where the reader may. */
export function Files({ shown, isNow }: { readonly shown: DeskCase; readonly isNow: boolean }) {
  const { reference, attachments = [], availableCommands } = shown;
  return (
    <>
      <ul className="flex flex-col gap-1">
        {attachments.map((file) => (
          <File key={file.attachment} reference={reference} file={file} />
        ))}
      </ul>
      {isNow && availableCommands.includes('add-attachment') && <AddFiles reference={reference} />}
    </>
  );
}
