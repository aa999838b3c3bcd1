import { webText } from '@redress/texts/web';
import { Button, Notice, useLanguage } from '@redress/ui';
import { type DragEvent, type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Section } from '../section.js';
import { uploadFile, type UploadOutcome } from './file-upload.js';

/** Where the script finds this part of the page, which goes on by itself while the rest stays as it was rendered. */
export const FILES_ID = 'files';

/** A file as its complainant sees it; of one without a name, or whose person was erased, the name is not a text. */
interface ShownFile {
  readonly attachment: string;
  readonly name?: unknown;
}

export interface FilesProps {
  readonly attachments: readonly ShownFile[];
  readonly canAdd: boolean;
}

/** A file on its way. */
interface Sending {
  readonly id: number;
  readonly file: File;
  /** From 0 to 1. */
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | Exclude<UploadOutcome, { readonly kept: unknown }>;
}

/**
 * The files of a complaint, and a form for more. Without a script it sends one file and loads the page again. With one it sends several in
 * turn, says how far it is, and goes on by itself once a lost connection is back.
 */
export function Files({ attachments, canAdd }: FilesProps) {
  const language = useLanguage();
  const { sendings, kept, add, sendAgain, remove } = useSendings();
  const added = kept.filter(({ attachment }) => attachments.every((known) => known.attachment !== attachment));
  if (attachments.length === 0 && !canAdd) return null;
  return (
    <Section heading={webText(language, 'web.status.files')}>
      <ul className="list-disc ps-6">
        {[...attachments, ...added].map(({ attachment, name }) => (
          <li key={attachment}>
            <a href={`/track/files/${attachment}`} dir="auto">
              {typeof name === 'string' ? name : webText(language, 'web.status.file-nameless')}
            </a>
          </li>
        ))}
      </ul>
      <p aria-live="polite" className="sr-only">
        {kept.length > 0 && webText(language, 'web.files.added', { name: kept.at(-1)?.name ?? '' })}
      </p>
      {sendings.length > 0 && (
        <ul className="my-4 flex flex-col gap-3 print:hidden">
          {sendings.map((sending) => (
            <SendingFile key={sending.id} sending={sending} sendAgain={sendAgain} remove={remove} />
          ))}
        </ul>
      )}
      {canAdd && <FileForm add={add} />}
    </Section>
  );
}

interface SendingProps {
  readonly sending: Sending;
  readonly sendAgain: (id: number) => void;
  readonly remove: (id: number) => void;
}

/** One file on its way: how far it is, or why it stopped and what can be done. */
function SendingFile({ sending: { id, file, sent, state }, sendAgain, remove }: SendingProps) {
  const language = useLanguage();
  const percent = Math.floor(sent * 100);
  if (state === 'waiting' || state === 'sending') {
    const label = webText(language, 'web.files.sending', { name: file.name, percent });
    return (
      <li>
        <span className="block break-words">{label}</span>
        <progress max={100} value={percent} aria-label={label} className="h-2 w-full accent-accent" />
      </li>
    );
  }
  const isLost = state === 'no-connection';
  return (
    <li>
      <div role="alert">
        <Notice kind={isLost ? 'due' : 'late'}>
          <p className="break-words">
            <bdi>{file.name}</bdi>
          </p>
          <p>{isLost ? webText(language, 'web.files.no-connection') : state.refusal}</p>
          <div className="mt-2 flex flex-wrap gap-3">
            {(isLost || state.mayPass) && (
              <Button type="button" kind="secondary" onClick={() => sendAgain(id)}>
                {webText(language, 'web.complain.again')}
              </Button>
            )}
            <Button type="button" kind="secondary" onClick={() => remove(id)}>
              {webText(language, 'web.files.remove')}
            </Button>
          </div>
        </Notice>
      </div>
    </li>
  );
}

/** Chooses files, drops them, or takes a photograph. */
function FileForm({ add }: { readonly add: (files: FileList | null) => void }) {
  const language = useLanguage();
  const chosen = useRef<HTMLInputElement>(null);
  const [runsScript, setRunsScript] = useState(false);
  useEffect(() => setRunsScript(true), []);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    add(chosen.current?.files ?? null);
    event.currentTarget.reset();
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    add(event.dataTransfer.files);
  };
  return (
    <form
      method="post"
      action="/track/files"
      encType="multipart/form-data"
      onSubmit={submit}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      className="mt-4 rounded-m border border-dashed border-line p-4 print:hidden"
    >
      <label htmlFor="file" className="font-semibold">
        {webText(language, 'web.status.add-file')}
      </label>
      <p id="file-hint" className="text-muted">
        {webText(language, 'web.status.add-file-hint')}
      </p>
      <input
        id="file"
        name="file"
        type="file"
        ref={chosen}
        required
        multiple={runsScript}
        aria-describedby="file-hint"
        className="my-2 block w-full file:me-3 file:min-h-11 file:cursor-pointer file:rounded-m file:border file:border-line file:px-4 file:font-semibold file:text-accent"
      />
      <div className="flex flex-wrap gap-3">
        <Button kind="secondary">{webText(language, 'web.status.send-file')}</Button>
        {runsScript && <CameraButton add={add}>{webText(language, 'web.files.camera')}</CameraButton>}
      </div>
    </form>
  );
}

/** Opens the camera of a device that is used by finger, and sends the photograph that is taken. */
function CameraButton({
  add,
  children,
}: {
  readonly add: (files: FileList | null) => void;
  readonly children: ReactNode;
}) {
  const camera = useRef<HTMLInputElement>(null);
  return (
    <div className="hidden pointer-coarse:block">
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={({ currentTarget }) => {
          add(currentTarget.files);
          currentTarget.value = '';
        }}
      />
      <Button type="button" kind="secondary" onClick={() => camera.current?.click()}>
        {children}
      </Button>
    </div>
  );
}

/** Sends files one after the other, and again when a connection comes back. */
function useSendings() {
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const [kept, setKept] = useState<readonly { readonly attachment: string; readonly name: string }[]>([]);
  const lastId = useRef(0);
  const change = useCallback((id: number, to: Partial<Sending>): void => {
    setSendings((all) => all.map((each) => (each.id === id ? { ...each, ...to } : each)));
  }, []);
  const remove = useCallback((id: number): void => setSendings((all) => all.filter((each) => each.id !== id)), []);
  const sendAgain = useCallback((id: number): void => change(id, { state: 'waiting', sent: 0 }), [change]);
  const add = useCallback((files: FileList | null): void => {
    const more = [...(files ?? [])].map((file): Sending => {
      lastId.current += 1;
      return { id: lastId.current, file, sent: 0, state: 'waiting' };
    });
    setSendings((all) => [...all, ...more]);
  }, []);

  const isSending = sendings.some(({ state }) => state === 'sending');
  const next = isSending ? undefined : sendings.find(({ state }) => state === 'waiting');
  useEffect(() => {
    if (next === undefined) return;
    const { id, file } = next;
    change(id, { state: 'sending' });
    void uploadFile(file, (sent) => change(id, { sent })).then((outcome) => {
      if (outcome === 'no-connection' || 'refusal' in outcome) return change(id, { state: outcome });
      remove(id);
      setKept((all) => [...all, { attachment: outcome.kept.attachment, name: file.name }]);
    });
  }, [next, change, remove]);

  useEffect(() => {
    const again = (): void => {
      setSendings((all) =>
        all.map((each) => (each.state === 'no-connection' ? { ...each, state: 'waiting', sent: 0 } : each)),
      );
    };
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);

  useEffect(() => {
    if (sendings.length === 0) return undefined;
    // The browser asks before it drops what is not there yet.
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [sendings.length]);

  return { sendings, kept, add, sendAgain, remove };
}
