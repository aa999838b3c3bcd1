import Type from 'typebox';
import { event, personal } from '../definition.js';
import {
  date,
  EvidenceKind,
  IntervieweeRole,
  name,
  NoteVisibility,
  requiredText,
  sha256,
  TaskKind,
  text,
  Upheld,
  version,
  word,
} from '../vocabulary.js';

/** Staff added a note to the complaint. */
export const NoteAdded = event('NoteAdded', {
  meaning: 'A note was added by staff.',
  data: {
    text: personal(requiredText()),
    visibility: NoteVisibility,
  },
});

/** The text of one message becomes unreadable for ever (ISO 10002:2018, clause 4: confidentiality). Its key is destroyed after this event. */
export const MessageRedacted = event('MessageRedacted', {
  meaning: 'The words of one earlier event were made unreadable.',
  data: {
    /** Revision of the redacted event. */
    message: Type.Integer({ minimum: 0 }),
  },
});

/** The complainant was asked for something that the investigation needs (ISO 10002:2018, 7.6). */
export const InformationRequested = event('InformationRequested', {
  meaning: 'The complainant was asked for information.',
  data: {
    /** Its name within the complaint, never reused. */
    request: word(),
    text: personal(requiredText()),
    /** Requested date of the answer. */
    dueOn: Type.Optional(date()),
  },
});

/** The complainant added information, unasked or in answer to a request. */
export const InformationAdded = event(
  'InformationAdded',
  {
    meaning: 'The complainant added information.',
    data: {
      text: personal(requiredText()),
      /** The request that it answers. */
      request: Type.Optional(word()),
    },
  },
  // Version 1: no requests existed.
  { data: { text: personal(requiredText()) } },
);

const taskFields = {
  /** Its name within the complaint, never reused. */
  task: word(),
  kind: TaskKind,
  title: personal(requiredText()),
  department: Type.Optional(name()),
  /** The id of a staff member. */
  assignee: Type.Optional(name()),
  /** The due date. */
  dueOn: Type.Optional(date()),
};

/** A task was assigned to a department, a person or both (ISO 10002:2018, 7.6); without either, to the complaint's handler. */
export const TaskAssigned = event(
  'TaskAssigned',
  {
    meaning: 'A task was assigned.',
    staff: [['assignee'], ['insteadOf']],
    data: {
      ...taskFields,
      /** Who was meant, and is absent: the assignee is their deputy. */
      insteadOf: Type.Optional(name()),
    },
  },
  // Version 1: nobody had a deputy.
  { data: taskFields },
);

/** A task was done. */
export const TaskCompleted = event('TaskCompleted', {
  meaning: 'A task was completed.',
  data: {
    task: word(),
    result: Type.Optional(personal(text())),
  },
});

/** A task is no longer needed; the reason says why. */
export const TaskCancelled = event('TaskCancelled', {
  meaning: 'A task was cancelled.',
  data: {
    task: word(),
  },
});

/** Evidence was added to the case (ISO 10002:2018, 7.6). */
export const EvidenceAdded = event('EvidenceAdded', {
  meaning: 'Evidence was added.',
  data: {
    /** Its name within the complaint, never reused. */
    evidence: word(),
    kind: EvidenceKind,
    description: personal(requiredText()),
    /** Its source, often a person. */
    source: Type.Optional(personal(name())),
    /** Digest of its content, wherever stored. */
    sha256: Type.Optional(sha256()),
    /** The attachment of the complaint that holds its content. */
    attachment: Type.Optional(name()),
  },
});

/** A person was interviewed about the complaint (ISO 10002:2018, 7.6). */
export const InterviewRecorded = event('InterviewRecorded', {
  meaning: 'An interview was recorded.',
  data: {
    with: personal(name()),
    role: IntervieweeRole,
    heldOn: date(),
    summary: personal(requiredText()),
  },
});

const findingFields = {
  summary: personal(requiredText()),
  upheld: Upheld,
  /** A code of the organization: causes are counted by it. */
  rootCause: Type.Optional(name()),
};

/** The investigation came to a finding (ISO 10002:2018, 7.6). */
export const FindingRecorded = event(
  'FindingRecorded',
  {
    meaning: 'A finding of the investigation was recorded.',
    data: {
      ...findingFields,
      /** Name and version of the list of causes; absent if the policy has none. */
      taxonomy: Type.Optional(version()),
    },
  },
  // Version 1: causes were free text, without a list.
  { data: findingFields },
);
